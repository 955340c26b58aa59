import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';
import { localCloud } from '../../../tests/targets/local-cloud.ts';
import type { Target } from '../../../tests/targets/target.ts';

let target: Target;
let service: ServiceFolder;
beforeAll(async () => {
  target = await localCloud();
  service = serviceFolder();
  const configuration = {
    service: 'broken',
    frameworkVersion: '4',
    plugins: ['serverless-esbuild', 'serverless-local-cloud'],
    custom: { localstack: { stages: ['local'] }, esbuild: { bundle: true } },
    provider: { name: 'aws', runtime: 'nodejs20.x' },
    functions: { good: { handler: 'src/good.handler' }, bad: { handler: 'src/bad.handler' } },
  };
  service.write('serverless.yml', JSON.stringify(configuration));
  service.write('package.json', '{"private":true}');
  service.write('src/good.ts', 'export const handler = async () => 1;\n');
}, 60_000);
afterAll(async () => {
  await target.close();
  service.remove();
});

describe('a build that fails', () => {
  it.each([
    ['package', 'local', 'export const handler = ;\n', 'src/bad.ts:1:23: ERROR: Unexpected ";"'],
    ['package', 'dev', 'export const handler = ;\n', 'src/bad.ts:1:23: ERROR: Unexpected ";"'],
    ['deploy', 'local', 'import "./gone.ts";\n', 'src/bad.ts:1:7: ERROR: Could not resolve "./gone.ts"'],
  ])(
    'ends sls %s --stage %s with 1 and names the place, once and without frames of the bundler',
    async (command, stage, source, message) => {
      service.write('src/bad.ts', source);
      const program = service.sls([command, '--stage', stage], target.environment);
      expect(await program.ended).toBe(1);
      expect(program.output()).toMatch(/✘ \[ERROR\]/);
      expect(program.output().split(message)).toHaveLength(2);
      expect(program.output()).not.toMatch(/^ +at /m);
      expect(await program.processes()).toEqual([]);
    },
    60_000,
  );
});

describe('a stage that is not local', () => {
  it("shows no notice of the AWS SDK's about versions of Node", async () => {
    const program = service.sls(['info', '--stage', 'dev'], {
      ...target.environment,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined,
    });
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain('Stack with id broken-dev does not exist');
    expect(program.output()).not.toMatch(/warning|end-of-support|no longer/i);
  }, 60_000);
});
