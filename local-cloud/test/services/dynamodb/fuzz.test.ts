import http from 'node:http';
import { request } from './oracle/garble.ts';
import { Random } from './oracle/random.ts';
import { openTable } from './table-support.ts';

/** Requests that nobody means: few by default, many where it may take a minute. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? (process.env.CI ? 100_000 : 1_000));
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const CONNECTIONS = 4;

let table: Awaited<ReturnType<typeof openTable>>;
const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
beforeAll(async () => {
  table = await openTable();
});
afterAll(async () => {
  agent.destroy();
  await table.close();
});

function send(operation: string, body: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const sent = http.request(table.cloud.endpoint, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

it('answers whatever is sent, and refuses it with an error of its own', async () => {
  const strange: unknown[] = [];
  const one = async (seed: number) => {
    const random = new Random(seed);
    for (let count = 0; count < REQUESTS / CONNECTIONS; count += 1) {
      const { operation, body } = request(random);
      const { status, text } = await send(operation, body);
      const { __type: type } = JSON.parse(text) as { __type?: string };
      const refused = status === 400 && /#(?:\w+Exception)$/.test(type ?? '');
      if (status !== 200 && !refused) strange.push({ operation, body: body.slice(0, 2000), status, text });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, at) => one(SEED + at)));
  expect(strange).toEqual([]);
  expect(await table.holds(await table.put({ a: { N: '1' } }), 'a = :v', { ':v': { N: '1' } })).toBe(true);
}, 600_000);
