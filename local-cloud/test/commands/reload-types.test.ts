import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

const service = (name: string) =>
  JSON.stringify({
    service: name,
    plugins: ['serverless-esbuild'],
    custom: { esbuild: { bundle: true } },
    provider: { name: 'aws', runtime: 'nodejs24.x' },
    functions: { main: { handler: 'src/main.handler', url: true } },
  });

const TYPESCRIPT = {
  compilerOptions: {
    ...{ strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', types: ['node'] },
  },
  include: ['first/src', 'second/src'],
};

/** What it answers, with a type error that has been there all along. */
const main = (answer: string): string =>
  `const wrong: number = 'all along';\nexport const handler = async (): Promise<string> => \`${answer} \${wrong}\`;\n`;

let project: ServiceFolder;
let program: Program;
beforeAll(async () => {
  project = serviceFolder();
  project.write('tsconfig.json', JSON.stringify(TYPESCRIPT));
  for (const name of ['first', 'second']) {
    project.write(`${name}/serverless.yml`, service(name));
    project.write(`${name}/src/main.ts`, main(name));
  }
  program = startLocalCloudCommand(['up', '--ephemeral', '--port', '0'], { cwd: project.folder });
  await program.printed(/Requests are shown below/);
}, 120_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  project.remove();
});

async function ask(name: string): Promise<string> {
  const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
  const url = `http://127.0.0.1:${port}/2021-10-31/functions/${name}-local-main/url`;
  const { FunctionUrl } = (await (await fetch(url)).json()) as { FunctionUrl: string };
  return (await fetch(FunctionUrl)).text();
}

async function changed(from: string, name: string): Promise<string> {
  for (;;) {
    const answer = await ask(name);
    if (answer !== from) return answer;
  }
}

describe('the types of a saved file', () => {
  it('hold up neither a save for what was wrong at the deployment, nor one of another service', async () => {
    project.write('first/src/main.ts', main('at once'));
    expect(await changed('first all along', 'first')).toBe('at once all along');
    // A mistake of the first service is told there, and of the same file only what is new.
    project.write('first/src/main.ts', `${main('not this')}export const port: number = '3000';\n`);
    await program.printed(
      /^✗ first {2}first\/src\/main\.ts:3:14 {2}TS2322: Type 'string' is not assignable to type 'number'\.$/m,
    );
    expect(await changed('not this all along', 'first')).toBe('at once all along');
    project.write('second/src/main.ts', main('of the second'));
    expect(await changed('second all along', 'second')).toBe('of the second all along');
    project.write('second/src/main.ts', `${main('nor this')}export const port: number = '3001';\n`);
    await program.printed(/^✗ second {2}second\/src\/main\.ts:3:14 {2}TS2322/m);
    expect(await changed('nor this all along', 'second')).toBe('of the second all along');
    const told = program.output().match(/main\.ts:\d+/g);
    expect(told).toEqual(['main.ts:3', 'main.ts:3']);
  }, 60_000);
});
