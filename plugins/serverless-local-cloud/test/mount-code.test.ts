import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';
import { localCloud } from '../../../tests/targets/local-cloud.ts';
import type { Target } from '../../../tests/targets/target.ts';

let target: Target;
let service: ServiceFolder;
beforeAll(async () => {
  target = await localCloud();
  service = serviceFolder();
  const configuration = {
    service: 'mounted',
    frameworkVersion: '4',
    plugins: ['serverless-esbuild', 'serverless-local-cloud'],
    custom: { localstack: { stages: ['local'], lambda: { mountCode: true } }, esbuild: { bundle: true } },
    provider: { name: 'aws', runtime: 'nodejs20.x' },
    functions: { api: { handler: 'src/handler.handler', url: true } },
  };
  service.write('serverless.yml', JSON.stringify(configuration));
  service.write('package.json', '{"private":true}');
  save('one');
}, 60_000);
afterAll(async () => {
  await target.close();
  service.remove();
});

function save(answer: string): void {
  service.write('src/answer.ts', `export const answer: string = '${answer}';`);
  service.write(
    'src/handler.ts',
    `import { answer } from './answer';\nexport const handler = async () => ({ statusCode: 200, body: answer });`,
  );
}

async function sls(...args: string[]): Promise<[unknown, string]> {
  const program = service.sls([...args, '--stage', 'local'], target.environment);
  return [await program.ended, program.output()];
}

describe('custom.localstack.lambda.mountCode', () => {
  it('runs what is built, and anew when it is built again, without a deployment; sls exits', async () => {
    const [code, output] = await sls('deploy');
    expect([code, output]).toEqual([0, expect.stringContaining('Service deployed to stack mounted-local')]);
    const [url = ''] = /http:\/\/localhost:\d+\//.exec(output) ?? [];
    const get = async () => (await fetch(url)).text();
    expect(await get()).toBe('one');

    save('two');
    expect((await sls('package'))[0]).toBe(0);
    let answer = await get();
    // The file system tells of a change in its own time; there is nothing else to await.
    for (let tries = 0; answer !== 'two' && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      answer = await get();
    }
    expect(answer).toBe('two');
  }, 60_000);
});
