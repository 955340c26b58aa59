import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';
import { localCloud } from '../../../tests/targets/local-cloud.ts';
import type { Target } from '../../../tests/targets/target.ts';

let target: Target;
let service: ServiceFolder;
beforeAll(async () => {
  target = await localCloud();
  service = serviceFolder();
  const configuration = {
    service: 'keyed',
    frameworkVersion: '4',
    plugins: ['serverless-local'],
    custom: { localstack: { stages: ['local'] } },
    provider: { name: 'aws', runtime: 'nodejs22.x', apiGateway: { apiKeys: ['one'] } },
    functions: {
      api: { handler: 'index.handler', events: [{ http: { path: '/', method: 'get', private: true } }] },
    },
    // CloudWatch Logs has no such retention.
    resources: { Resources: { Bad: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 2 } } } },
  };
  service.write('serverless.yml', JSON.stringify(configuration));
  service.write('index.js', 'exports.handler = async () => ({ statusCode: 200 });');
}, 60_000);
afterAll(async () => {
  await target.close();
  service.remove();
});

async function sls(command: string): Promise<[unknown, string]> {
  const program = service.sls([command, '--stage', 'local'], target.environment);
  return [await program.ended, program.output()];
}

describe('sls remove of a service with API keys', () => {
  it('removes the stack that a failed deployment left', async () => {
    expect(await sls('deploy')).toEqual([1, expect.stringContaining('Bad')]);
    expect(await sls('remove')).toEqual([0, expect.stringContaining('has been successfully removed')]);
    const client = new CloudFormation({
      endpoint: target.endpoint,
      region: target.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await expect(client.describeStacks({ StackName: 'keyed-local' })).rejects.toMatchObject({
      message: 'Stack with id keyed-local does not exist',
    });
  }, 60_000);
});
