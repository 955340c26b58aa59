import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

const provider = { name: 'aws', runtime: 'nodejs24.x' };
const COMPOSITION = {
  services: {
    words: { path: 'words' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: compose's variables
    speaker: { path: 'speaker', params: { layer: '${words.WordsLambdaLayerQualifiedArn}' } },
    alone: { path: 'alone' },
  },
};
const SERVICES = {
  words: { service: 'words', provider, layers: { words: { path: 'content' } } },
  speaker: {
    service: 'speaker',
    provider,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's variables
    functions: { main: { handler: 'main.handler', url: true, layers: ['${param:layer}'] } },
  },
  alone: { service: 'alone', provider, functions: { main: { handler: 'main.handler', url: true } } },
};

let project: ServiceFolder;
let program: Program;
beforeAll(async () => {
  project = serviceFolder();
  project.write('serverless-compose.yml', JSON.stringify(COMPOSITION));
  for (const [name, configuration] of Object.entries(SERVICES))
    project.write(`${name}/serverless.yml`, JSON.stringify(configuration));
  project.write('words/content/word.js', "module.exports = 'first';\n");
  project.write('speaker/main.js', "exports.handler = async () => require('/opt/word.js');\n");
  project.write('alone/main.js', "exports.handler = async () => 'alone';\n");
  program = startLocalCloudCommand(['up', '--ephemeral', '--port', '0'], { cwd: project.folder });
  await program.printed(/Requests are shown below/);
}, 120_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  project.remove();
});

const url = (service: string): string =>
  new RegExp(`^${service}\\n {2}function URL {2}(\\S+)$`, 'm').exec(program.output())?.[1] ?? '';
const outcomes = (): string[] => program.output().match(/^✓ \w+/gm) ?? [];

// Two deployments of a composition, a quarter of a minute: for CI.
(process.env.CI ? describe : describe.skip)('a file of a layer that is saved', () => {
  it('has the layer deployed, then what takes its ARN of the composition, and nothing else', async () => {
    const speaker = url('speaker');
    expect(await (await fetch(speaker)).text()).toBe('first');
    const before = outcomes().length;
    project.write('words/content/word.js', "module.exports = 'second';\n");
    await program.printed(/^Deploying words, speaker …(.|\n)*^✓ words(.|\n)*^✓ speaker/m);
    expect(await (await fetch(speaker)).text()).toBe('second');
    expect(outcomes().slice(before)).toEqual(['✓ words', '✓ speaker']);
    expect(url('speaker')).toBe(speaker);
  }, 60_000);
});
