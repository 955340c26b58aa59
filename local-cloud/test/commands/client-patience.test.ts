import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLocalCloudCommand } from '../../../tests/support/program.ts';

let server: Server;
afterEach(() => server.closeAllConnections());

async function run(serve: RequestListener, ...args: string[]) {
  server = createServer(serve).listen(0, 'localhost').unref();
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const program = startLocalCloudCommand([...args, '--port', new URL(url).port]);
  return { url, ended: [await program.ended, program.output()] };
}

describe('a command about an endpoint', () => {
  it('says within seconds that what listens there gives no answer', async () => {
    const { url, ended } = await run(() => {}, 'status');
    expect(ended).toEqual([
      3,
      `What listens on ${url} gives no answer within 5 s: it is busy, stopped, or no local-cloud.\n`,
    ]);
  }, 30_000);
});

// A function may run for 15 minutes, and fetch waits for 5: six minutes that nobody waits for but the workflow of the night.
(process.env.NIGHTLY ? describe : describe.skip)('local-cloud invoke (where NIGHTLY is set)', () => {
  it('waits for a function that runs for longer than fetch does', async () => {
    const { ended } = await run(
      ({ url = '' }, response) => {
        const answer = (value: unknown) => void response.end(JSON.stringify(value));
        if (url.endsWith('/health')) answer({ edition: 'local-cloud', version: '1' });
        else if (url.endsWith('/regions')) answer({ regions: ['us-east-1'] });
        else if (url.endsWith('/functions/')) answer({ Functions: [{ FunctionName: 'slow' }] });
        else setTimeout(answer, 310_000, 'at last');
      },
      'invoke',
      'slow',
    );
    expect(ended).toEqual([0, '"at last"\n']);
  }, 400_000);
});
