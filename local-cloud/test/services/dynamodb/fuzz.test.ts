import { request } from './oracle/garble.ts';
import { Random } from './oracle/random.ts';
import { Wire } from './oracle/wire.ts';
import { openTable } from './table-support.ts';

/** Requests that nobody means: few by default, many where it may take a minute. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? (process.env.CI ? 100_000 : 1_000));
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const CONNECTIONS = 4;

let table: Awaited<ReturnType<typeof openTable>>;
let wire: Wire;
beforeAll(async () => {
  table = await openTable();
  wire = new Wire(table.cloud.endpoint, CONNECTIONS);
});
afterAll(async () => {
  wire.close();
  await table.close();
});

it('answers whatever is sent, and refuses it with an error of its own', async () => {
  const strange: unknown[] = [];
  const one = async (seed: number) => {
    const random = new Random(seed);
    for (let count = 0; count < REQUESTS / CONNECTIONS; count += 1) {
      const { operation, body } = request(random);
      const { status, text } = await wire.send(operation, body);
      const { __type: type } = JSON.parse(text) as { __type?: string };
      const refused = status === 400 && /#(?:\w+Exception)$/.test(type ?? '');
      if (status !== 200 && !refused) strange.push({ operation, body: body.slice(0, 2000), status, text });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, at) => one(SEED + at)));
  expect(strange).toEqual([]);
  expect(await table.holds(await table.put({ a: { N: '1' } }), 'a = :v', { ':v': { N: '1' } })).toBe(true);
}, 900_000);
