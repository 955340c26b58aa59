import { used } from '../../support/cloud.ts';
import { ALL, startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());

const S = (value: string) => ({ S: value });
const invalid = (message: string) => ({
  name: 'ValidationException',
  message: `One or more parameter values were invalid: ${message}`,
});
const ofX = { KeySchema: [{ AttributeName: 'x', KeyType: 'HASH' as const }] };
const created = (IndexName: string, more: object = {}) => ({
  Create: { IndexName, ...ofX, ...ALL, ...more },
});
const x = (AttributeType: 'S' | 'N') => [{ AttributeName: 'x', AttributeType }];

describe('a new index of a table with items', () => {
  it('leaves out items whose values can be no keys', async () => {
    await db.table('filled', ['p:S', 'c:S']);
    const long = 'x'.repeat(1025);
    const values = ['', 'fits', long, 'x'.repeat(2049)];
    for (const value of values) {
      const Item = { p: S('p'), c: S(String(value.length)), x: S(value) };
      await db.client.putItem({ TableName: 'filled', Item });
    }
    const p = { AttributeName: 'p', AttributeType: 'S' as const };
    const key = (range: string) => ({
      KeySchema: [
        { AttributeName: range === 'x' ? 'p' : 'x', KeyType: 'HASH' as const },
        ...(range === 'x' ? [{ AttributeName: 'x', KeyType: 'RANGE' as const }] : []),
      ],
    });
    for (const [name, range] of [
      ['by-hash', ''],
      ['by-range', 'x'],
    ] as const) {
      const GlobalSecondaryIndexUpdates = [created(name, key(range))];
      const AttributeDefinitions = range === 'x' ? [p, ...x('S')] : x('S');
      await db.client.updateTable({ TableName: 'filled', AttributeDefinitions, GlobalSecondaryIndexUpdates });
    }
    const found = async (IndexName: string) => {
      const { Items = [] } = await db.client.scan({ TableName: 'filled', IndexName });
      return Items.map((item) => item.x?.S?.length).sort();
    };
    expect(await found('by-hash')).toEqual([1025, 4]);
    expect(await found('by-range')).toEqual([4]);
  });

  it('has a name, and a type of its key, that are nobody else’s', async () => {
    await db.table('taken', ['p:S'], {
      AttributeDefinitions: x('S'),
      GlobalSecondaryIndexes: [{ IndexName: 'one', ...ofX, ...ALL }],
    });
    const update = (type: 'S' | 'N', ...GlobalSecondaryIndexUpdates: object[]) =>
      db.client.updateTable({
        ...{ TableName: 'taken', AttributeDefinitions: x(type), GlobalSecondaryIndexUpdates },
      });
    await expect(update('S', created('one'))).rejects.toMatchObject(
      invalid('Attempting to create an index which already exists: one'),
    );
    await expect(update('N', created('two'))).rejects.toMatchObject(
      invalid(
        'Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. ' +
          'Existing schema: Schema:[SchemaElement: key{x:S:HASH}] New schema: Schema:[SchemaElement: key{x:N:HASH}]',
      ),
    );
    await expect(update('S', { ...created('two'), Delete: { IndexName: 'one' } })).rejects.toMatchObject(
      invalid('Only one of GlobalSecondaryIndexUpdate.Create, Update or Delete may be specified'),
    );
    const Projection = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a', 'b', 'a'] };
    await expect(update('S', created('two', { Projection }))).rejects.toMatchObject(
      invalid('Duplicate attribute in NonKeyAttributes: a'),
    );
  });
});

describe('tables', () => {
  it('are described without what they were made of when they are deleted', async () => {
    await db.table('gone', ['p:S', 'c:S']);
    const { TableDescription } = await db.client.deleteTable({ TableName: 'gone' });
    expect(TableDescription).toMatchObject({ TableName: 'gone', TableStatus: 'DELETING' });
    expect(TableDescription).not.toHaveProperty('KeySchema');
    expect(TableDescription).not.toHaveProperty('AttributeDefinitions');
    expect(TableDescription).not.toHaveProperty('CreationDateTime');
  });

  it('need definitions of their key attributes', async () => {
    const { KeySchema } = { KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' as const }] };
    await expect(
      db.client.createTable({
        ...{ TableName: 'undefined', KeySchema, BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [] },
      }),
    ).rejects.toMatchObject(
      invalid(
        'Some index key attributes are not defined in AttributeDefinitions. Keys: [p], AttributeDefinitions: []',
      ),
    );
  });

  it('have tags of letters, numbers and a few signs', async () => {
    const description = await db.table('tagged', ['p:S']);
    const ResourceArn = description?.TableArn;
    await db.client.tagResource({ ResourceArn, Tags: [{ Key: 'a:b/c é+-=._@1', Value: '' }] });
    for (const tag of [
      { Key: 'hi!', Value: 'x' },
      { Key: 'x', Value: 'd%g' },
    ]) {
      await expect(db.client.tagResource({ ResourceArn, Tags: [tag] })).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
  });
});

describe('TransactWriteItems', () => {
  const TableName = 'transacted';
  const keys = Array.from({ length: 50 }, (_, at) => ({ p: S(String(at)) }));
  beforeAll(() => db.table(TableName, ['p:S']));

  it('is refused for what it brings, not for what it meets', async () => {
    const x = S('x'.repeat(100_000));
    const puts = keys.map((key) => ({ Put: { TableName, Item: { ...key, x } } }));
    await expect(db.client.transactWriteItems({ TransactItems: puts })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Transaction payload size cannot exceed 4194304 bytes',
    });
    for (const key of keys) await db.client.putItem({ TableName, Item: { ...key, x } });
    await db.client.transactWriteItems({
      TransactItems: keys.map((Key) => ({ Delete: { TableName, Key } })),
    });
    expect((await db.client.scan({ TableName })).Count).toBe(0);
  });

  it('tells the first item that can be none, and none of its conditions', async () => {
    const wrong = { Put: { TableName, Item: { p: { N: '1' } } } };
    const failing = { Put: { TableName, Item: keys[0]!, ConditionExpression: 'attribute_exists(p)' } };
    await expect(
      db.client.transactWriteItems({ TransactItems: [failing, wrong, wrong] }),
    ).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }, { Code: 'None' }],
    });
  });
});
