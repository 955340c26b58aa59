import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    plugins: ['serverless-local-cloud'],
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

async function sls(command: string, endpoint = target.endpoint): Promise<[unknown, string]> {
  const environment = { ...target.environment, AWS_ENDPOINT_URL: endpoint };
  const program = service.sls([command, '--stage', 'local'], environment);
  return [await program.ended, program.output()];
}

/** The target as LocalStack's free image answers for ECR (4.14, catalog_exceptions.py). */
async function withoutEcr() {
  const server = createServer((incoming, response) => {
    const { method, url, headers } = incoming;
    if (headers['x-amz-target']?.toString().startsWith('AmazonEC2ContainerRegistry')) {
      const message =
        'Sorry, the ecr service is not included within your LocalStack license, but is available in an upgraded license.';
      response.writeHead(501, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: 'InternalFailure', message }));
      return;
    }
    const through = forward(new URL(url ?? '/', target.endpoint), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(through);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

describe('sls remove of a service with API keys', () => {
  it('removes the stack that a failed deployment left, also where there is no ECR', async () => {
    expect(await sls('deploy')).toEqual([1, expect.stringContaining('Bad')]);
    const limited = await withoutEcr();
    const removed = await sls('remove', limited.endpoint);
    limited.close();
    expect(removed).toEqual([0, expect.stringContaining('has been successfully removed')]);
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
