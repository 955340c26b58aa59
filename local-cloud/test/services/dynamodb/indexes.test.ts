import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { ALL, startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());
beforeAll(async () => {
  await db.table('items', ['p:S', 's:S'], {
    AttributeDefinitions: ['l', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 'l', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'global',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['in'] },
      },
    ],
  });
  for (const n of [1, 2, 3]) {
    const Item = {
      p: { S: 'p' },
      s: { S: `s${n}` },
      l: { S: `l${4 - n}` },
      g: { S: 'g' },
      in: { N: `${n}` },
      out: { N: `${n}` },
    };
    await db.client.putItem({ TableName: 'items', Item });
  }
});

const ofLocal = {
  TableName: 'items',
  IndexName: 'local',
  KeyConditionExpression: 'p = :p',
  ExpressionAttributeValues: { ':p': { S: 'p' } },
};
const ofGlobal = {
  TableName: 'items',
  IndexName: 'global',
  KeyConditionExpression: 'g = :g',
  ExpressionAttributeValues: { ':g': { S: 'g' } },
};

describe('a local index', () => {
  it('answers what it does not carry from the table, at the price of that', async () => {
    const { Items, ConsumedCapacity } = await db.client.query({
      ...{ ...ofLocal, ProjectionExpression: '#o', ExpressionAttributeNames: { '#o': 'out' } },
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(Items).toEqual([{ out: { N: '3' } }, { out: { N: '2' } }, { out: { N: '1' } }]);
    expect(ConsumedCapacity).toEqual({
      ...{ TableName: 'items', CapacityUnits: 2, Table: { CapacityUnits: 1.5 } },
      LocalSecondaryIndexes: { local: { CapacityUnits: 0.5 } },
    });
    const { Items: plain } = await db.client.query({ ...ofLocal, Limit: 1 });
    expect(plain).toEqual([{ p: { S: 'p' }, s: { S: 's3' }, l: { S: 'l1' } }]);
    const { Items: all } = await db.client.query({ ...ofLocal, Limit: 1, Select: 'ALL_ATTRIBUTES' });
    expect(all?.[0]?.out).toEqual({ N: '3' });
  });
});

describe('a global index', () => {
  it('rejects what it does not carry, and consistent reads', async () => {
    const refused = (more: object) => expect(db.client.query({ ...ofGlobal, ...more })).rejects;
    await refused({ ProjectionExpression: '#o', ExpressionAttributeNames: { '#o': 'out' } }).toMatchObject({
      name: 'ValidationException',
      message:
        'One or more parameter values were invalid: Global secondary index global does not project [out]',
    });
    await refused({ Select: 'ALL_ATTRIBUTES' }).toMatchObject({
      message:
        'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index global because its projection type is not ALL',
    });
    await refused({ ConsistentRead: true }).toMatchObject({
      message: 'Consistent reads are not supported on global secondary indexes',
    });
    await expect(
      db.client.scan({ TableName: 'items', IndexName: 'global', ConsistentRead: true }),
    ).rejects.toMatchObject({
      message: 'Consistent reads are not supported on global secondary indexes',
    });
  });

  it('is paged through item by item, forth and back', async () => {
    for (const ScanIndexForward of [true, false]) {
      const found: (string | undefined)[] = [];
      let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
      do {
        const page = await db.client.query({ ...ofGlobal, ScanIndexForward, Limit: 1, ExclusiveStartKey });
        found.push(...(page.Items ?? []).map(({ s }) => s?.S));
        ExclusiveStartKey = page.LastEvaluatedKey;
        if (ExclusiveStartKey) expect(Object.keys(ExclusiveStartKey).sort()).toEqual(['g', 'p', 's']);
      } while (ExclusiveStartKey);
      expect([...found].sort()).toEqual(['s1', 's2', 's3']);
    }
  });

  it('rejects items whose key attributes it could not have', async () => {
    const put = (g: object) =>
      db.client.putItem({
        TableName: 'items',
        Item: { p: { S: 'x' }, s: { S: 'x' }, g: g as { S: string } },
      });
    await expect(put({ N: '1' })).rejects.toMatchObject({
      message:
        'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: global',
    });
    await expect(put({ S: '' })).rejects.toMatchObject({
      message:
        'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: global, IndexKey: g',
    });
    await expect(put({ S: 'x'.repeat(2049) })).rejects.toMatchObject({ name: 'ValidationException' });
    const update = {
      TableName: 'items',
      Key: { p: { S: 'p' }, s: { S: 's1' } },
      UpdateExpression: 'SET g = :g',
      ExpressionAttributeValues: { ':g': { N: '1' } },
    };
    await expect(db.client.updateItem(update)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('an index of several key attributes', () => {
  const KeySchema = [
    { AttributeName: 'a', KeyType: 'HASH' as const },
    { AttributeName: 'b', KeyType: 'HASH' as const },
    { AttributeName: 'c', KeyType: 'RANGE' as const },
    { AttributeName: 'd', KeyType: 'RANGE' as const },
  ];
  const AttributeDefinitions = [
    { AttributeName: 'a', AttributeType: 'S' as const },
    { AttributeName: 'b', AttributeType: 'N' as const },
    { AttributeName: 'c', AttributeType: 'S' as const },
    { AttributeName: 'd', AttributeType: 'N' as const },
  ];

  it('is asked for all hash attributes, and for range attributes from the left', async () => {
    await db.table('multi', ['id:S'], {
      AttributeDefinitions,
      GlobalSecondaryIndexes: [{ IndexName: 'multi', KeySchema, ...ALL }],
    });
    for (const [id, c, d] of [
      ['1', 'x', '2'],
      ['2', 'x', '10'],
      ['3', 'y', '1'],
    ] as const) {
      const Item = { id: { S: id }, a: { S: 'a' }, b: { N: '1' }, c: { S: c }, d: { N: d } };
      await db.client.putItem({ TableName: 'multi', Item });
    }
    // Without one of its key attributes an item is not in the index.
    await db.client.putItem({ TableName: 'multi', Item: { id: { S: '4' }, a: { S: 'a' }, b: { N: '1' } } });
    const ids = async (condition: string, more: Record<string, { S: string } | { N: string }> = {}) => {
      const { Items = [] } = await db.client.query({
        TableName: 'multi',
        IndexName: 'multi',
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ':a': { S: 'a' }, ':b': { N: '1.0' }, ...more },
      });
      return Items.map(({ id }) => id?.S);
    };
    expect(await ids('a = :a AND b = :b')).toEqual(['1', '2', '3']);
    expect(
      await ids('a = :a AND b = :b AND c = :c AND d > :d', { ':c': { S: 'x' }, ':d': { N: '2' } }),
    ).toEqual(['2']);
    expect(await ids('a = :a AND b = :b AND begins_with(c, :c)', { ':c': { S: 'y' } })).toEqual(['3']);
    await expect(ids('a = :a AND b = :b AND d = :d', { ':d': { N: '2' } })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('can be added to a table that has items, with up to four attributes of each kind', async () => {
    await db.table('grown', ['id:S']);
    const names = ['h1', 'h2', 'h3', 'h4', 'r1', 'r2', 'r3', 'r4', 'h5'];
    const definitions = names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
    const Item = Object.fromEntries(['id', ...names].map((name) => [name, { S: name }]));
    await db.client.putItem({ TableName: 'grown', Item });
    const add = (IndexName: string, keys: string[]) =>
      db.client.updateTable({
        TableName: 'grown',
        AttributeDefinitions: definitions.filter(({ AttributeName }) => keys.includes(AttributeName)),
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              ...{ IndexName, ...ALL },
              KeySchema: keys.map((AttributeName) => ({
                AttributeName,
                KeyType: AttributeName.startsWith('h') ? 'HASH' : 'RANGE',
              })),
            },
          },
        ],
      });
    await add('eight', names.slice(0, 8));
    await expect(add('nine', ['h1', 'h2', 'h3', 'h4', 'h5'])).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(add('mixed', ['h1', 'r1', 'h2'])).rejects.toMatchObject({ name: 'ValidationException' });
    while ((await db.client.describeTable({ TableName: 'grown' })).Table?.TableStatus !== 'ACTIVE')
      await new Promise(setImmediate);
    expect((await db.client.scan({ TableName: 'grown', IndexName: 'eight' })).Items).toEqual([Item]);
  });
});

describe('a new index on a table with many items', () => {
  it('is filled while requests go on, and has what they write', async () => {
    await db.table('full', ['id:S']);
    for (let from = 0; from < 2000; from += 25) {
      const requests = Array.from({ length: 25 }, (_, n) => ({
        PutRequest: { Item: { id: { S: `${from + n}` }, kind: { S: `k${n % 5}` } } },
      }));
      await db.client.batchWriteItem({ RequestItems: { full: requests } });
    }
    const { TableDescription } = await db.client.updateTable({
      TableName: 'full',
      AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName: 'by-kind', KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }], ...ALL } },
      ],
    });
    expect(TableDescription?.GlobalSecondaryIndexes?.[0]).toMatchObject({
      IndexStatus: 'CREATING',
      Backfilling: true,
    });
    await db.client.deleteItem({ TableName: 'full', Key: { id: { S: '1' } } });
    await db.client.putItem({ TableName: 'full', Item: { id: { S: 'new' }, kind: { S: 'k1' } } });
    while ((await db.client.describeTable({ TableName: 'full' })).Table?.TableStatus !== 'ACTIVE')
      await new Promise(setImmediate);
    const { Count } = await db.client.scan({ TableName: 'full', IndexName: 'by-kind', Select: 'COUNT' });
    expect(Count).toBe(2000);
    const { Table } = await db.client.describeTable({ TableName: 'full' });
    expect(Table?.GlobalSecondaryIndexes?.[0]).toMatchObject({ IndexStatus: 'ACTIVE', ItemCount: 2000 });
  });
});
