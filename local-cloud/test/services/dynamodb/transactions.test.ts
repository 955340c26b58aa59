import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { useCloud } from '../../support/cloud.ts';

const { client } = await useCloud(DynamoDBClient);
const TableName = 'accounts';
beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'owner', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-owner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
});

const write = (
  TransactItems: TransactWriteItemsCommandInput['TransactItems'],
  more: Partial<TransactWriteItemsCommandInput> = {},
) => client.send(new TransactWriteItemsCommand({ TransactItems, ...more }));
const put = (id: string, n: number, owner = 'ana') => ({
  Put: { TableName, Item: { id: { S: id }, n: { N: String(n) }, owner: { S: owner } } },
});
const add = (id: string, by: number, floor = 0) => ({
  Update: {
    TableName,
    Key: { id: { S: id } },
    UpdateExpression: 'SET n = n + :by',
    ConditionExpression: 'n >= :floor',
    ExpressionAttributeValues: { ':by': { N: String(by) }, ':floor': { N: String(floor) } },
  },
});
const balance = async (id: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item?.n?.N;

describe('TransactWriteItems', () => {
  it('writes all items, indexes included', async () => {
    await write([put('from', 10, 'rui'), put('to', 0, 'rui')]);
    await write([add('from', -4, 4), add('to', 4)]);
    expect([await balance('from'), await balance('to')]).toEqual(['6', '4']);
    const { Count } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-owner',
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': { S: 'rui' } },
      }),
    );
    expect(Count).toBe(2);
  });

  it('writes nothing where one condition fails, and says which', async () => {
    await write([put('poor', 6), put('rich', 4)]);
    const call = write([
      add('rich', 100),
      { Update: { ...add('poor', -100, 100).Update, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
    ]);
    await expect(call).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { id: { S: 'poor' }, n: { N: '6' }, owner: { S: 'ana' } },
        },
      ],
    });
    expect(await balance('rich')).toBe('4');
  });

  it('checks without writing', async () => {
    await write([put('checked', 6)]);
    const Key = { id: { S: 'checked' } };
    const check = { ConditionCheck: { TableName, Key, ConditionExpression: 'n = :six' } };
    const six = { ExpressionAttributeValues: { ':six': { N: '6' } } };
    await write([{ ConditionCheck: { ...check.ConditionCheck, ...six } }, put('c', 1)]);
    expect([await balance('checked'), await balance('c')]).toEqual(['6', '1']);
  });

  it('loses no update among concurrent transactions and plain writes', async () => {
    await write([put('x', 0), put('y', 0)]);
    const { Update } = add('x', 1);
    const { ConditionExpression: _none, ...plain } = Update;
    const calls = Array.from({ length: 20 }, () => write([add('x', 1), add('y', 1)]));
    const { UpdateItemCommand } = await import('@aws-sdk/client-dynamodb');
    const plainCalls = Array.from({ length: 20 }, () =>
      client.send(new UpdateItemCommand({ ...plain, ExpressionAttributeValues: { ':by': { N: '1' } } })),
    );
    await Promise.all([...calls, ...plainCalls]);
    expect([await balance('x'), await balance('y')]).toEqual(['40', '20']);
  });

  it('does what a token was given for once, and rejects the token with another request', async () => {
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: 't' }, n: { N: '0' } } }));
    const token = { ClientRequestToken: 'token-1' };
    await write([add('t', 1)], token);
    await write([add('t', 1)], token);
    expect(await balance('t')).toBe('1');
    await expect(write([add('t', 2)], token)).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  it('rejects two writes of one item, and more than 100 items', async () => {
    await expect(write([put('d', 1), add('d', 1)])).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Transaction request cannot include multiple operations on one item',
    });
    const many = Array.from({ length: 101 }, (_, n) => put(`many-${n}`, n));
    await expect(write(many)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await balance('many-0')).toBeUndefined();
  });
});

describe('TransactGetItems', () => {
  it('answers the items in order, an empty response for one that is not there', async () => {
    await write([put('first', 6), put('last', 4)]);
    const get = (id: string) => ({ Get: { TableName, Key: { id: { S: id } }, ProjectionExpression: 'n' } });
    const { Responses, ConsumedCapacity } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: [get('first'), get('nobody'), get('last')],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(Responses).toEqual([{ Item: { n: { N: '6' } } }, {}, { Item: { n: { N: '4' } } }]);
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 6, ReadCapacityUnits: 6 }]);
  });
});
