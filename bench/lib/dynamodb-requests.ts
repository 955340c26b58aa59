import { RawClient } from './raw-client.ts';

export const TABLE = 'bench';
/** Items that are there before anything is measured, of about 220 bytes each. */
const ITEMS = 1000;

export const item = (n: number) => ({
  pk: { S: `user-${n}` },
  sk: { S: `2026-11-${n % 30}` },
  name: { S: 'A name of some length here' },
  n: { N: String(n) },
  flag: { BOOL: true },
  data: { S: 'x'.repeat(120) },
});
export const keyOf = (n: number) => ({ pk: item(n).pk, sk: item(n).sk });

/** An operation, and the body of its nth repetition. */
export type Request = readonly [operation: string, body: (n: number) => object];

export const REQUESTS: Readonly<Record<string, Request>> = {
  PutItem: ['PutItem', (n) => ({ TableName: TABLE, Item: item(n % 5000) })],
  GetItem: ['GetItem', (n) => ({ TableName: TABLE, Key: keyOf(n % ITEMS) })],
  'UpdateItem with a condition': [
    'UpdateItem',
    (n) => ({
      TableName: TABLE,
      Key: keyOf(n % ITEMS),
      UpdateExpression: 'SET n = n + :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  ],
  'Query of 100': [
    'Query',
    () => ({
      TableName: TABLE,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'list' } },
      Limit: 100,
    }),
  ],
  'BatchWriteItem of 25': ['BatchWriteItem', (n) => batch(n * 25)],
  'TransactWriteItems of 4': [
    'TransactWriteItems',
    (n) => ({
      TransactItems: [0, 1, 2, 3].map((k) => ({ Put: { TableName: TABLE, Item: item((n * 4 + k) % 5000) } })),
    }),
  ],
  // Asks the engine nothing: what is left is the way there and back.
  DescribeEndpoints: ['DescribeEndpoints', () => ({})],
};

const batch = (from: number) => ({
  RequestItems: {
    [TABLE]: Array.from({ length: 25 }, (_, k) => ({ PutRequest: { Item: item((from + k) % 5000) } })),
  },
});

/** Makes the table and what is in it. */
export async function fill(port: number): Promise<void> {
  const client = await RawClient.connect(port);
  await createTable(client, TABLE);
  for (let from = 0; from < ITEMS; from += 25)
    await client.send('BatchWriteItem', JSON.stringify(batch(from)));
  for (let n = 0; n < 120; n += 1) {
    const Item = { ...item(n), pk: { S: 'list' }, sk: { S: String(n).padStart(5, '0') } };
    await client.send('PutItem', JSON.stringify({ TableName: TABLE, Item }));
  }
  client.close();
}

/** Makes a table with the keys of the items here, and waits until it is there. */
export async function createTable(client: RawClient, TableName: string): Promise<void> {
  await client.send(
    'CreateTable',
    JSON.stringify({
      TableName,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  while ((await client.send('GetItem', JSON.stringify({ TableName, Key: keyOf(0) }))) !== 200);
}

/** Whether a server has the operation at all. */
export async function isSupported(port: number, [operation, body]: Request): Promise<boolean> {
  const client = await RawClient.connect(port);
  const status = await client.send(operation, JSON.stringify(body(0)));
  client.close();
  return status === 200;
}

/** Requests/s over so many connections. @throws Error on any answer but 200 */
export async function requestsPerSecond(
  port: number,
  [operation, body]: Request,
  connections: number,
  durationMs: number,
): Promise<number> {
  const until = performance.now() + durationMs;
  let sent = 0;
  const one = async () => {
    const client = await RawClient.connect(port);
    while (performance.now() < until) {
      sent += 1;
      const status = await client.send(operation, JSON.stringify(body(sent)));
      if (status !== 200) throw new Error(`${operation} answered ${status}`);
    }
    client.close();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  return sent / ((performance.now() - started) / 1000);
}
