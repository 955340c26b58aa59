import { CreateTableCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { useCloud } from '../../support/cloud.ts';
import type { Item, Values } from './table-support.ts';

const { client } = await useCloud(DynamoDBClient);
const TableName = 'games';

const N = (value: number | string) => ({ N: String(value) });
const S = (value: string) => ({ S: value });

beforeAll(async () => {
  const names = { p: 'S', c: 'N', country: 'S', year: 'N', team: 'S', score: 'N' } as const;
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 'c', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: Object.entries(names).map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-four',
          KeySchema: [
            { AttributeName: 'country', KeyType: 'HASH' },
            { AttributeName: 'year', KeyType: 'HASH' },
            { AttributeName: 'team', KeyType: 'RANGE' },
            { AttributeName: 'score', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  for (let c = 0; c < 6; c += 1) {
    const Item: Item = {
      p: S('p'),
      c: N(c),
      country: S('br'),
      year: N(2026),
      team: S(c < 3 ? 'a' : 'ab'),
      score: N(c),
    };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  await client.send(
    new PutItemCommand({ TableName, Item: { p: S('p'), c: N(9), country: S('br'), year: N(2026) } }),
  );
});

async function found(KeyConditionExpression: string, values: Values, IndexName?: string): Promise<number[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      ...{ TableName, IndexName, KeyConditionExpression },
      ExpressionAttributeNames:
        IndexName && KeyConditionExpression.includes('#') ? { '#year': 'year' } : undefined,
      ExpressionAttributeValues: values,
    }),
  );
  return Items.map((item) => Number(item.c?.N));
}

const p = { ':p': S('p') };

describe('key conditions', () => {
  it.each<[string, Values, number[]]>([
    ['p = :p', p, [0, 1, 2, 3, 4, 5, 9]],
    ['(:c = c) AND (:p = p)', { ...p, ':c': N('3.0') }, [3]],
    ['p = :p AND c < :c', { ...p, ':c': N(2) }, [0, 1]],
    ['p = :p AND :c < c', { ...p, ':c': N(4) }, [5, 9]],
    ['p = :p AND c between :c and :d', { ...p, ':c': N(1), ':d': N(2) }, [1, 2]],
  ])('find by %s', async (expression, values, keys) => {
    expect(await found(expression, values)).toEqual(keys);
  });

  const hash = 'country = :c AND #year = :y';
  const br = { ':c': S('br'), ':y': N(2026) };

  it.each<[string, Values, number[]]>([
    [hash, br, [0, 1, 2, 3, 4, 5]],
    [`team = :t AND ${hash}`, { ...br, ':t': S('a') }, [0, 1, 2]],
    [`${hash} AND score > :s AND team = :t`, { ...br, ':t': S('ab'), ':s': N(3) }, [4, 5]],
    [`${hash} AND begins_with(team, :t)`, { ...br, ':t': S('a') }, [0, 1, 2, 3, 4, 5]],
    [`${hash} AND team > :t`, { ...br, ':t': S('a') }, [3, 4, 5]],
    [
      `${hash} AND team = :t AND score BETWEEN :s AND :t2`,
      { ...br, ':t': S('a'), ':s': N(1), ':t2': N(9) },
      [1, 2],
    ],
  ])('of several attributes find by %s', async (expression, values, keys) => {
    expect(await found(expression, values, 'by-four')).toEqual(keys);
  });

  it.each<[string, Values, string]>([
    ['c = :c', { ':c': N(1) }, 'Query condition missed key schema element: p'],
    ['p > :p', p, 'Query key condition not supported'],
    ['p = :p AND q = :c', { ...p, ':c': N(1) }, 'Query condition missed key schema element: c'],
    [
      'p = :p AND c = :c AND q = :c',
      { ...p, ':c': N(1) },
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    [
      'p = :p AND c > :c AND c < :c',
      { ...p, ':c': N(1) },
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    ['p = :p OR c = :c', { ...p, ':c': N(1) }, 'Invalid operator used in KeyConditionExpression: OR'],
    ['p = :p AND NOT c = :c', { ...p, ':c': N(1) }, 'Invalid operator used in KeyConditionExpression: NOT'],
    ['p = :p AND c <> :c', { ...p, ':c': N(1) }, 'Invalid operator used in KeyConditionExpression: <>'],
    ['p = :p AND c IN (:c)', { ...p, ':c': N(1) }, 'Invalid operator used in KeyConditionExpression: IN'],
    [
      'p = :p AND attribute_exists(c)',
      p,
      'Invalid operator used in KeyConditionExpression: attribute_exists',
    ],
    [
      'p = c',
      p,
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    [
      'p = :p AND size(c) = :c',
      { ...p, ':c': N(1) },
      'KeyConditionExpressions cannot contain nested operations',
    ],
    [
      'p = :p AND c.d = :c',
      { ...p, ':c': N(1) },
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
    ],
    [
      'p = :p AND c = :c',
      { ...p, ':c': S('1') },
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'p = :p',
      { ':p': S('') },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p',
    ],
    ['', p, 'Invalid KeyConditionExpression: The expression can not be empty;'],
    ['p = ', p, 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "="'],
  ])('refuse %s', async (expression, values, message) => {
    await expect(found(expression, values)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it.each<[string, Values, RegExp]>([
    ['country = :c', { ':c': S('br') }, /HASH key attributes must have an equality/],
    [`country = :c AND #year > :y`, br, /HASH key attributes must have an equality/],
    [
      `${hash} AND score = :s`,
      { ...br, ':s': N(1) },
      /^RANGE key attributes team must have equality conditions specified in the query because a condition is present on key attribute score$/,
    ],
    [
      `${hash} AND team > :t AND score = :s`,
      { ...br, ':t': S('a'), ':s': N(1) },
      /^RANGE key attributes team must have equality conditions specified/,
    ],
  ])('of several attributes refuse %s', async (expression, values, message) => {
    await expect(found(expression, values, 'by-four')).rejects.toThrow(message);
  });
});
