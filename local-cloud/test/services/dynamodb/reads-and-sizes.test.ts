import { used } from '../../support/cloud.ts';
import { ALL, startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());

const S = (value: string) => ({ S: value });

describe('a transaction', () => {
  it('is refused for what its updates bring, above 4 MB together', async () => {
    const TableName = 'brought';
    await db.table(TableName, ['p:S']);
    const update = (size: number) =>
      Array.from({ length: 12 }, (_, at) => ({
        Update: {
          ...{ TableName, Key: { p: S(String(at)) }, UpdateExpression: 'SET x = :x' },
          ExpressionAttributeValues: { ':x': S('x'.repeat(size)) },
        },
      }));
    const tooLarge = {
      name: 'ValidationException',
      message: 'Transaction payload size cannot exceed 4194304 bytes',
    };
    await expect(db.client.transactWriteItems({ TransactItems: update(360_000) })).rejects.toMatchObject(
      tooLarge,
    );
    const TransactStatements = Array.from({ length: 12 }, (_, at) => ({
      Statement: `UPDATE "${TableName}" SET x = ? WHERE p = '${at}'`,
      Parameters: [S('x'.repeat(360_000))],
    }));
    await expect(db.client.executeTransaction({ TransactStatements })).rejects.toMatchObject(tooLarge);
    expect((await db.client.scan({ TableName })).Count).toBe(0);
    await db.client.transactWriteItems({ TransactItems: update(340_000) });
    // What is there is no part of it.
    await db.client.transactWriteItems({ TransactItems: update(340_000) });
    expect((await db.client.scan({ TableName, Select: 'COUNT', Limit: 2 })).Count).toBe(2);
  });
});

describe('Query of a table without a range key', () => {
  const TableName = 'single';
  beforeAll(async () => {
    await db.table(TableName, ['p:S']);
    await db.client.putItem({ TableName, Item: { p: S('a') } });
  });
  const query = (more: object) =>
    db.client.query({
      ...{ TableName, KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': S('a') } },
      ...more,
    });

  it('rejects any key to start from', async () => {
    await expect(query({ ExclusiveStartKey: { p: S('a') } })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided exclusive start key is invalid: ExclusiveStartKey: {p=AttributeValue: {S:a}}',
    });
  });

  it('answers none to go on from, so that paginators end', async () => {
    const { Count, LastEvaluatedKey } = await query({ Limit: 1 });
    expect([Count, LastEvaluatedKey]).toEqual([1, undefined]);
  });
});

describe('UpdateTable', () => {
  it('wants the definitions of a new index’s key, even those that the table has', async () => {
    const TableName = 'defined';
    await db.table(TableName, ['p:S', 'c:S'], {
      AttributeDefinitions: [{ AttributeName: 'x', AttributeType: 'S' }],
      LocalSecondaryIndexes: [{ IndexName: 'lsi', ...keys('p', 'x'), ...ALL }],
    });
    const Create = { IndexName: 'gsi', ...keys('x'), ...ALL };
    const update = (AttributeDefinitions?: { AttributeName: string; AttributeType: 'S' }[]) =>
      db.client.updateTable({
        ...{ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] },
      });
    await expect(update()).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: []',
    });
    const { TableDescription } = await update([{ AttributeName: 'x', AttributeType: 'S' }]);
    expect(TableDescription?.AttributeDefinitions?.map(({ AttributeName }) => AttributeName).sort()).toEqual([
      'c',
      'p',
      'x',
    ]);
  });
});

describe('Scan', () => {
  const small = async (TableName: string, more: object) => {
    await db.table(TableName, ['p:S'], more);
    await db.client.putItem({ TableName, Item: { p: S('a') } });
    return async (asked: object) => {
      const { ConsumedCapacity } = await db.client.scan({
        ...{ TableName, ReturnConsumedCapacity: 'TOTAL', ...asked },
      });
      return ConsumedCapacity?.CapacityUnits;
    };
  };

  it('takes a unit of each partition that a table on demand has from the start', async () => {
    const scanned = await small('on-demand', {});
    expect(await scanned({ ConsistentRead: true })).toBe(4);
    expect(await scanned({})).toBe(2);
    expect(await scanned({ Segment: 1, TotalSegments: 4 })).toBe(0.5);
    const { Items } = await db.client.executeStatement({ Statement: 'SELECT * FROM "on-demand"' });
    expect(Items).toEqual([{ p: S('a') }]);
  });

  it('takes one unit of a small provisioned table', async () => {
    const scanned = await small('provisioned', {
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    });
    expect(await scanned({ ConsistentRead: true })).toBe(1);
    expect(await scanned({})).toBe(0.5);
  });
});

describe('a table with local indexes', () => {
  it('tells of the collection that an item is in, and nothing unasked', async () => {
    const TableName = 'collected';
    await db.table(TableName, ['p:S', 'c:S'], {
      AttributeDefinitions: [{ AttributeName: 'x', AttributeType: 'S' }],
      LocalSecondaryIndexes: [{ IndexName: 'lsi', ...keys('p', 'x'), ...ALL }],
    });
    const Item = { p: S('a'), c: S('1'), x: S('x') };
    const put = await db.client.putItem({ TableName, Item, ReturnItemCollectionMetrics: 'SIZE' });
    const metrics = { ItemCollectionKey: { p: S('a') }, SizeEstimateRangeGB: [0, 1] };
    expect(put.ItemCollectionMetrics).toEqual(metrics);
    const Key = { p: S('a'), c: S('1') };
    const gone = await db.client.deleteItem({ TableName, Key, ReturnItemCollectionMetrics: 'SIZE' });
    expect(gone.ItemCollectionMetrics).toEqual(metrics);
    expect((await db.client.putItem({ TableName, Item })).ItemCollectionMetrics).toBeUndefined();
  });
});

const keys = (hash: string, range?: string) => ({
  KeySchema: [
    { AttributeName: hash, KeyType: 'HASH' as const },
    ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
  ],
});
