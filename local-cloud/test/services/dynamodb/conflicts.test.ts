import { used } from '../../support/cloud.ts';
import { startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());
const TableName = 'items';
beforeAll(async () => {
  await db.table(TableName, ['id:S'], {
    AttributeDefinitions: [{ AttributeName: 'g', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-g',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
});

const large = 'x'.repeat(390_000);
const put = (id: string, n: number, text = large) => ({
  Put: { TableName, Item: { id: { S: id }, n: { N: String(n) }, text: { S: text } } },
});

describe('a large transaction', () => {
  it('has its items to itself: what meets it is refused, and nothing is lost or torn', async () => {
    const ids = Array.from({ length: 9 }, (_, n) => `large-${n}`);
    await db.client.transactWriteItems({ TransactItems: ids.map((id) => put(id, 0)) });
    const names: string[] = [];
    for (let round = 1; round <= 5; round += 1) {
      const transaction = db.client.transactWriteItems({ TransactItems: ids.map((id) => put(id, round)) });
      const others = Array.from({ length: 30 }, (_, turn) =>
        db.client.updateItem({
          TableName,
          Key: { id: { S: ids[turn % ids.length]! } },
          UpdateExpression: 'SET n = n + :hundred',
          ExpressionAttributeValues: { ':hundred': { N: '100' } },
        }),
      );
      const outcomes = await Promise.allSettled([transaction, ...others]);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') names.push((outcome.reason as Error).name);
      }
      const { Responses = [] } = await db.client.transactGetItems({
        TransactItems: ids.map((id) => ({
          Get: { TableName, Key: { id: { S: id } }, ProjectionExpression: 'n' },
        })),
      });
      const done = outcomes[0]?.status === 'fulfilled';
      const rests = new Set(Responses.map(({ Item }) => Number(Item?.n?.N) % 100));
      if (done) expect(rests).toEqual(new Set([round]));
      expect(rests.size).toBe(1);
    }
    expect(new Set(names)).toEqual(names.length > 0 ? new Set(['TransactionConflictException']) : new Set());
  });

  it('is refused above 4 MB', async () => {
    const call = db.client.transactWriteItems({
      TransactItems: Array.from({ length: 12 }, (_, n) => put(`much-${n}`, n)),
    });
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
    const { Item } = await db.client.getItem({ TableName, Key: { id: { S: 'much-0' } } });
    expect(Item).toBeUndefined();
  });
});

describe('a failed condition', () => {
  it('answers the item that failed it while others write', async () => {
    const Key = { id: { S: 'contended' } };
    await db.client.putItem({ TableName, Item: { ...Key, n: { N: '0' } } });
    const flip = (to: number) =>
      db.client.putItem({ TableName, Item: { ...Key, n: { N: String(to) } } }).catch(() => undefined);
    const attempt = async () => {
      const error = await db.client
        .updateItem({
          ...{ TableName, Key, UpdateExpression: 'SET n = :one', ConditionExpression: 'n = :one' },
          ExpressionAttributeValues: { ':one': { N: '1' } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        })
        .catch((caught: unknown) => caught as { Item?: { n: { N: string } } });
      return 'Item' in error ? error.Item?.n.N : undefined;
    };
    const calls = Array.from({ length: 100 }, (_, n) => [flip(n % 2), attempt()]).flat();
    const seen = (await Promise.all(calls)).filter((answer) => typeof answer === 'string');
    expect(new Set(seen)).toEqual(new Set(['0']));
  });
});

describe('what a write answers', () => {
  it('is its capacity, of the table and of its indexes', async () => {
    const Item = { id: { S: 'capacity' }, g: { S: 'g' } };
    const { ConsumedCapacity } = await db.client.putItem({
      TableName,
      Item,
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(ConsumedCapacity).toEqual({
      ...{ TableName, CapacityUnits: 2, Table: { CapacityUnits: 1 } },
      GlobalSecondaryIndexes: { 'by-g': { CapacityUnits: 1 } },
    });
    // The entry moves: one write removes it, another makes it again.
    const { ConsumedCapacity: moved } = await db.client.updateItem({
      ...{ TableName, Key: { id: { S: 'capacity' } }, UpdateExpression: 'SET g = :g' },
      ...{ ExpressionAttributeValues: { ':g': { S: 'h' } }, ReturnConsumedCapacity: 'TOTAL' },
    });
    expect(moved).toEqual({ TableName, CapacityUnits: 3 });
    const { ConsumedCapacity: total } = await db.client.transactWriteItems({
      TransactItems: [{ Delete: { TableName, Key: { id: { S: 'capacity' } } } }],
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(total).toEqual([{ TableName, CapacityUnits: 4, WriteCapacityUnits: 4 }]);
  });

  it('has no attributes where an update left or touched none, and makes no item to remove from', async () => {
    const update = (
      id: string,
      UpdateExpression: string,
      ReturnValues: 'UPDATED_NEW' | 'UPDATED_OLD' | 'ALL_NEW',
      values?: object,
    ) =>
      db.client.updateItem({
        ...{ TableName, Key: { id: { S: id } }, UpdateExpression, ReturnValues },
        ...(values ? { ExpressionAttributeValues: values as Record<string, { N: string }> } : {}),
      });
    const one = { ':one': { N: '1' } };
    expect(await update('updated', 'SET a = :one', 'UPDATED_OLD', one)).not.toHaveProperty('Attributes');
    expect(await update('updated', 'REMOVE a', 'UPDATED_NEW')).not.toHaveProperty('Attributes');
    expect((await update('updated', 'SET a = :one', 'ALL_NEW', one)).Attributes).toEqual({
      id: { S: 'updated' },
      a: { N: '1' },
    });
    await update('absent', 'REMOVE a', 'ALL_NEW');
    await db.client.transactWriteItems({
      TransactItems: [{ Update: { TableName, Key: { id: { S: 'absent' } }, UpdateExpression: 'REMOVE a' } }],
    });
    const { Item } = await db.client.getItem({ TableName, Key: { id: { S: 'absent' } } });
    expect(Item).toBeUndefined();
  });
});

describe('batches', () => {
  it('leave what has no room in 16 MB to another request', async () => {
    const ids = Array.from({ length: 45 }, (_, n) => `batch-${n}`);
    for (let from = 0; from < ids.length; from += 15) {
      const requests = ids
        .slice(from, from + 15)
        .map((id) => ({ PutRequest: { Item: put(id, 1).Put.Item } }));
      await db.client.batchWriteItem({ RequestItems: { [TableName]: requests } });
    }
    let wanted = ids.map((id) => ({ id: { S: id } }));
    const sizes: number[] = [];
    while (wanted.length > 0) {
      const { Responses, UnprocessedKeys } = await db.client.batchGetItem({
        RequestItems: { [TableName]: { Keys: wanted } },
      });
      sizes.push(Responses?.[TableName]?.length ?? 0);
      wanted = (UnprocessedKeys?.[TableName]?.Keys ?? []) as typeof wanted;
    }
    expect(sizes).toEqual([43, 2]);
  });

  it('take tables by their ARNs, and reject a key twice', async () => {
    const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
    const Item = { id: { S: 'by-arn' }, a: { N: '1' } };
    await db.client.putItem({ TableName, Item });
    const Keys = [{ id: Item.id }];
    const { Responses } = await db.client.batchGetItem({ RequestItems: { [arn]: { Keys } } });
    expect(Responses).toEqual({ [arn]: [Item] });
    const twice = db.client.batchGetItem({ RequestItems: { [TableName]: { Keys: [...Keys, ...Keys] } } });
    await expect(twice).rejects.toMatchObject({ message: 'Provided list of item keys contains duplicates' });
  });
});

describe('a request token', () => {
  it('is the same whatever the order of members, and counts for writes with other members not at all', async () => {
    await db.client.putItem({ TableName, Item: { id: { S: 'token' }, n: { N: '0' } } });
    const Update = {
      TableName,
      Key: { id: { S: 'token' } },
      UpdateExpression: 'SET n = n + :by',
      ExpressionAttributeValues: { ':by': { N: '1' } },
    };
    const turned = Object.fromEntries(Object.entries(Update).reverse());
    const send = (update: object) =>
      db.raw('TransactWriteItems', { ClientRequestToken: 'é-token', TransactItems: [{ Update: update }] });
    expect([(await send(Update)).status, (await send(turned)).status]).toEqual([200, 200]);
    expect(await send({ ...Update, ExpressionAttributeValues: { ':by': { N: '2' } } })).toMatchObject({
      status: 400,
      type: 'IdempotentParameterMismatchException',
    });
    const { Item } = await db.client.getItem({ TableName, Key: { id: { S: 'token' } } });
    expect(Item?.n).toEqual({ N: '1' });
  });
});
