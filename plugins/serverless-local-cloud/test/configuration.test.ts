import { once } from 'node:events';
import { createServer } from 'node:net';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';
import { localCloud } from '../../../tests/targets/local-cloud.ts';

let service: ServiceFolder;
beforeAll(() => {
  service = serviceFolder();
  service.write('index.js', 'exports.handler = async () => ({});');
});
afterAll(() => service.remove());

/** A service whose `custom.localstack` is this. */
function configure(localstack: object): void {
  const configuration = {
    service: 'configured',
    frameworkVersion: '4',
    plugins: ['serverless-local-cloud'],
    custom: { localstack: { stages: ['local'], ...localstack } },
    provider: { name: 'aws', runtime: 'nodejs20.x' },
    functions: { one: { handler: 'index.handler' } },
  };
  service.write('serverless.yml', JSON.stringify(configuration));
}

async function sls(...args: string[]): Promise<[unknown, string]> {
  const away = { AWS_ENDPOINT_URL: undefined, EDGE_PORT: undefined };
  const program = service.sls([...args, '--stage', 'local'], away);
  return [await program.ended, program.output()];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

describe('custom.localstack', () => {
  it('leads to the endpoint that host and edgePort name', async () => {
    const cloud = await localCloud();
    try {
      configure({ host: 'http://127.0.0.1', edgePort: Number(new URL(cloud.endpoint ?? '').port) });
      expect(await sls('info')).toEqual([
        1,
        expect.stringContaining('Stack with id configured-local does not exist'),
      ]);
    } finally {
      await cloud.close();
    }
  }, 60_000);

  it.each([['deploy'], ['info'], ['remove']])(
    'says once how to start an endpoint where none listens: sls %s',
    async (command) => {
      const port = await freePort();
      configure({ edgePort: port });
      const [code, output] = await sls(command);
      expect([code, output.slice(output.indexOf('Error:'))]).toEqual([
        1,
        `Error:\nNothing answers on http://localhost:${port}, where this stage is deployed to. ` +
          `Start it in another terminal: npx local-cloud start --port ${port}\n`,
      ]);
      expect(output.match(/Nothing answers|ECONNREFUSED/g)).toHaveLength(1);
    },
    60_000,
  );

  it('needs no endpoint for what deploys nothing', async () => {
    configure({ edgePort: await freePort() });
    expect(await sls('package')).toEqual([0, expect.stringContaining('Service packaged')]);
  }, 60_000);
});
