import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { ALL, failure, startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());
beforeAll(async () => {
  await db.table('texts', ['p:S'], {
    AttributeDefinitions: [{ AttributeName: 'g', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'by-g', KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }], ...ALL },
    ],
  });
  await db.table('bytes', ['p:B']);
});

const transact = (...TransactItems: TransactWriteItem[]) =>
  failure(db.client.transactWriteItems({ TransactItems }));
const put = (TableName: string, p = 'a'): TransactWriteItem => ({
  Put: { TableName, Item: { p: { S: p } } },
});
const empty = (kind: string, key = 'Key: p') =>
  `The AttributeValue for a key attribute cannot contain an empty ${kind} value. ${key}`;

// As captured from us-east-1 and three other regions, June to October 2026.
describe('a transaction', () => {
  const update = {
    ...{ UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } },
  };

  it.each<[string, TransactWriteItem, string]>([
    ['Put', put('texts', ''), empty('string')],
    [
      'Put, of an index,',
      { Put: { TableName: 'texts', Item: { p: { S: 'a' }, g: { S: '' } } } },
      empty('string', 'IndexName: by-g, IndexKey: g'),
    ],
    ['Put', { Put: { TableName: 'bytes', Item: { p: { B: new Uint8Array() } } } }, empty('binary')],
    ['Update', { Update: { TableName: 'texts', Key: { p: { S: '' } }, ...update } }, empty('string')],
    ['Delete', { Delete: { TableName: 'texts', Key: { p: { S: '' } } } }, empty('string')],
    [
      'ConditionCheck',
      {
        ConditionCheck: {
          ...{ TableName: 'texts', Key: { p: { S: '' } } },
          ConditionExpression: 'attribute_exists(p)',
        },
      },
      empty('string'),
    ],
  ])('is refused for an empty key of a %s, not cancelled', async (_, item, message) => {
    expect(await transact(item)).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('is cancelled for a key of another type', async () => {
    const Message = 'The provided key element does not match the schema';
    expect(await transact({ Delete: { TableName: 'texts', Key: { p: { N: '5' } } } })).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ValidationError', Message }],
    });
  });

  const check = (
    ConditionExpression: string,
    values?: { ExpressionAttributeValues: Record<string, { S: string }> },
  ) => ({
    ConditionCheck: { TableName: 'texts', Key: { p: { S: 'a' } }, ConditionExpression, ...values },
  });

  it('is refused for a later action before the table of an earlier one is looked for', async () => {
    expect(await transact(put('absent'), check('attribute_not_exists('))).toMatchObject({
      name: 'ValidationException',
      message: 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "("',
    });
    const unused = { ExpressionAttributeValues: { ':v': { S: 'x' } } };
    expect(await transact(put('absent'), check('attribute_not_exists(p)', unused))).toMatchObject({
      message: 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
    });
    expect(await transact(put('absent'), check('attribute_not_exists(p)'))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('a transaction that is sent again', () => {
  it('takes what it takes to read its items', async () => {
    const request = {
      TransactItems: [put('texts', 'once'), { Delete: { TableName: 'texts', Key: { p: { S: 'never' } } } }],
      ...{ ClientRequestToken: 'once', ReturnConsumedCapacity: 'TOTAL' as const },
    };
    const units = async () => (await db.client.transactWriteItems(request)).ConsumedCapacity;
    expect(await units()).toEqual([{ TableName: 'texts', CapacityUnits: 4, WriteCapacityUnits: 4 }]);
    expect(await units()).toEqual([{ TableName: 'texts', CapacityUnits: 4, ReadCapacityUnits: 4 }]);
  });
});

describe('BatchWriteItem', () => {
  it.each([
    ['of another type', { p: { N: '5' } }],
    ['that is no scalar', { p: { L: [{ S: 'x' }] } }],
    ['that lacks', { q: { S: 'x' } }],
  ])('says of a key %s that it does not match the schema', async (_, Item) => {
    const call = db.client.batchWriteItem({ RequestItems: { texts: [{ PutRequest: { Item } }] } });
    expect(await failure(call)).toMatchObject({
      name: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
  });
});

describe('BatchGetItem', () => {
  it('refuses tables that ask in two forms', async () => {
    const call = db.client.batchGetItem({
      RequestItems: {
        texts: { Keys: [{ p: { S: 'a' } }], ProjectionExpression: 'a' },
        bytes: { Keys: [{ p: { B: new Uint8Array([1]) } }], AttributesToGet: ['a'] },
      },
    });
    expect(await failure(call)).toMatchObject({
      name: 'ValidationException',
      message:
        'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    });
  });
});
