import { createTable, item, keyOf } from './dynamodb-requests.ts';
import { startServer } from './dynamodb-servers.ts';
import type { Server } from './processes.ts';
import { RawClient } from './raw-client.ts';
import { median } from './statistics.ts';

/** What a large table costs, on local-cloud in memory. */
export interface Scale {
  /** In ms, over one connection: of a table with a thousand items, and of one with a million. */
  readonly medians: Readonly<Record<string, readonly [few: number, many: number]>>;
  readonly scanSeconds: number;
  /** What a million items added to the server's memory, and what DynamoDB says their size is. */
  readonly memoryBytes: number;
  readonly itemBytes: number;
  readonly indexSeconds: number;
  /** Of the GetItems sent while the index was made, in ms. */
  readonly slowestGetMs: number;
}

const WRITERS = 16;
const SAMPLES = 2000;
const ROUNDS = 3;

export async function scale(say: (step: string) => void): Promise<Scale> {
  const { server, port } = await startServer();
  const client = await RawClient.connect(port);
  try {
    const index = await indexing(client, port, say);
    await client.call('DeleteTable', { TableName: 'indexed' });
    const rest = await growing(client, port, server, say);
    return { ...index, ...rest };
  } finally {
    client.close();
    await server.stop();
  }
}

async function growing(client: RawClient, port: number, server: Server, say: (step: string) => void) {
  const sizes = { small: 1000, large: 1_000_000 };
  for (const name of Object.keys(sizes)) await createTable(client, name);
  await grow(port, 'small', 0, sizes.small);
  await latencies(client, 'small', sizes.small);
  const before = server.memoryMb();
  say('Filling a table with 500,000 items …');
  await grow(port, 'large', 0, 500_000);
  say('Scanning it …');
  const scanSeconds = await scan(client, 'large', 500_000);
  say('Filling it with 500,000 more …');
  await grow(port, 'large', 500_000, sizes.large);
  const memoryBytes = (server.memoryMb() - before) * 2 ** 20;
  const { Table } = await client.call('DescribeTable', { TableName: 'large' });
  const itemBytes = (Table as { TableSizeBytes: number }).TableSizeBytes;
  const rounds: Record<'small' | 'large', Record<string, number>[]> = { small: [], large: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['small', 'large'] as const) {
      rounds[name].push(await latencies(client, name, sizes[name]));
    }
  }
  const of = (name: 'small' | 'large', operation: string) =>
    median(rounds[name].map((each) => each[operation] ?? Number.NaN));
  const medians = Object.fromEntries(
    ['GetItem', 'PutItem', 'Query'].map((operation): [string, [number, number]] => [
      operation,
      [of('small', operation), of('large', operation)],
    ]),
  );
  return { medians, scanSeconds, memoryBytes, itemBytes };
}

/** Items of a number, as large as those that are measured elsewhere. */
const numbered = (n: number) => ({ ...item(n), kind: { S: `kind-${n % 100}` } });

async function grow(port: number, TableName: string, from: number, to: number): Promise<void> {
  let next = from;
  const write = async () => {
    const client = await RawClient.connect(port);
    while (next < to) {
      const first = next;
      next += 25;
      const requests = Array.from({ length: Math.min(25, to - first) }, (_, k) => ({
        PutRequest: { Item: numbered(first + k) },
      }));
      await client.call('BatchWriteItem', { RequestItems: { [TableName]: requests } });
    }
    client.close();
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

/** Median times by operation, with items that are there. */
async function latencies(
  client: RawClient,
  TableName: string,
  items: number,
): Promise<Record<string, number>> {
  const somewhere = (n: number) => (n * 7919) % items;
  const inputs: Record<string, (n: number) => object> = {
    GetItem: (n) => ({ TableName, Key: keyOf(somewhere(n)) }),
    PutItem: (n) => ({ TableName, Item: numbered(somewhere(n)) }),
    Query: (n) => ({
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': keyOf(somewhere(n)).pk },
    }),
  };
  const medians: Record<string, number> = {};
  for (const [operation, input] of Object.entries(inputs)) {
    const times: number[] = [];
    for (let n = 0; n < SAMPLES; n += 1) {
      const body = JSON.stringify(input(n));
      const started = performance.now();
      const status = await client.send(operation, body);
      times.push(performance.now() - started);
      if (status !== 200) throw new Error(`${operation} answered ${status}`);
    }
    medians[operation] = median(times);
  }
  return medians;
}

/** @returns how long it took to read all pages, in s */
async function scan(client: RawClient, TableName: string, expected: number): Promise<number> {
  const started = performance.now();
  let ExclusiveStartKey: unknown;
  let count = 0;
  do {
    const page = await client.call('Scan', {
      TableName,
      ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
    });
    count += Number(page.Count);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  if (count !== expected) throw new Error(`The scan found ${count} items of ${expected}`);
  return (performance.now() - started) / 1000;
}

async function indexing(client: RawClient, port: number, say: (step: string) => void) {
  const TableName = 'indexed';
  await createTable(client, TableName);
  say('Making an index over 100,000 items …');
  await grow(port, TableName, 0, 100_000);
  for (let n = 0; n < SAMPLES; n += 1) await client.call('GetItem', { TableName, Key: keyOf(n) });
  const started = performance.now();
  await client.call('UpdateTable', {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'by-kind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      },
    ],
  });
  let slowestGetMs = 0;
  for (let n = 0; ; n += 1) {
    const asked = performance.now();
    await client.call('GetItem', { TableName, Key: keyOf(n % 100_000) });
    slowestGetMs = Math.max(slowestGetMs, performance.now() - asked);
    const { Table } = await client.call('DescribeTable', { TableName });
    const { GlobalSecondaryIndexes: indexes } = Table as {
      GlobalSecondaryIndexes: { IndexStatus: string }[];
    };
    if (indexes[0]?.IndexStatus === 'ACTIVE') break;
  }
  return { slowestGetMs, indexSeconds: (performance.now() - started) / 1000 };
}
