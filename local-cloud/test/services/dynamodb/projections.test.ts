import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { type Item, openTable, TableName } from './table-support.ts';

const table = await used(openTable());
let key: { p: { S: string } };
beforeAll(async () => {
  key = await table.put({
    a: { N: '1' },
    'a.b': { S: 'dotted' },
    m: { M: { x: { N: '2' }, y: { L: [{ S: 'y0' }, { M: { deep: { S: 'd' }, other: { S: 'o' } } }] } } },
    l: { L: [{ N: '10' }, { N: '11' }, { N: '12' }] },
  });
});

const get = (ProjectionExpression: string, ExpressionAttributeNames?: Record<string, string>) =>
  table.client.send(
    new GetItemCommand({ TableName, Key: key, ProjectionExpression, ExpressionAttributeNames }),
  );

describe('ProjectionExpression', () => {
  it.each<[string, Item]>([
    ['a', { a: { N: '1' } }],
    ['a, zz', { a: { N: '1' } }],
    ['zz', {}],
    ['m.x', { m: { M: { x: { N: '2' } } } }],
    ['m.y[1].deep , m.x', { m: { M: { x: { N: '2' }, y: { L: [{ M: { deep: { S: 'd' } } }] } } } }],
    ['l[2], l[0]', { l: { L: [{ N: '10' }, { N: '12' }] } }],
    ['l[7]', {}],
    ['m.q', {}],
    ['m[0]', {}],
    ['a.b', {}],
  ])('answers %s', async (expression, projected) => {
    const { Item } = await get(expression);
    expect(Item).toEqual(projected);
    const { Items } = await table.client.send(
      new QueryCommand({
        ...{ TableName, ProjectionExpression: expression },
        KeyConditionExpression: 'p = :p',
        ExpressionAttributeValues: { ':p': key.p },
      }),
    );
    expect(Items).toEqual([projected]);
  });

  it('takes a dot in a substituted name for a part of it', async () => {
    const { Item } = await get('#ab, m.#x', { '#ab': 'a.b', '#x': 'x' });
    expect(Item).toEqual({ 'a.b': { S: 'dotted' }, m: { M: { x: { N: '2' } } } });
  });

  it.each([
    ['', 'The expression can not be empty;'],
    ['!!', 'Syntax error; token: "!", near: "!!"'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a[x]', 'Syntax error; token: "x", near: "[x]"'],
    ['name', 'Attribute name is a reserved keyword; reserved keyword: name'],
    [
      'a, a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'm.x, m',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]',
    ],
    [
      'm.x, m[1]',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [1]]',
    ],
    ['#no', 'An expression attribute name used in the document path is not defined; attribute name: #no'],
  ])('refuses %s', async (expression, message) => {
    await expect(get(expression)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Invalid ProjectionExpression: ${message}`,
    });
  });
});
