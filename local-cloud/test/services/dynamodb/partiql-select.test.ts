import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { useCloud } from '../../support/cloud.ts';
import type { Item } from './table-support.ts';

const { client } = await useCloud(DynamoDBClient);

const N = (value: number | string) => ({ N: String(value) });
const S = (value: string) => ({ S: value });

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName: 'orders',
      KeySchema: [
        { AttributeName: 'who', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'who', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'N' },
        { AttributeName: 'state', AttributeType: 'S' },
        { AttributeName: 'total', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-state',
          KeySchema: [
            { AttributeName: 'state', KeyType: 'HASH' },
            { AttributeName: 'total', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'by-total',
          KeySchema: [
            { AttributeName: 'who', KeyType: 'HASH' },
            { AttributeName: 'total', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  for (const who of ['ann', 'bob', 'eve']) {
    for (let at = 1; at <= 4; at += 1) {
      const state = at % 2 === 0 ? S('open') : S('done');
      const map = { M: { deep: { L: [N(at), S(who)] } } };
      const Item = { who: S(who), at: N(at), total: N(10 - at), state, map, note: S(`n${at}`), more: N(at) };
      await client.send(new PutItemCommand({ TableName: 'orders', Item }));
    }
  }
});

type More = Partial<ExecuteStatementCommandInput>;
const run = (Statement: string, Parameters?: AttributeValue[], more: More = {}) =>
  client.send(new ExecuteStatementCommand({ Statement, Parameters, ...more }));

const named = (items: readonly Item[] = []): string[] => items.map((item) => `${item.who?.S}${item.at?.N}`);

/** What is found, page by page. */
async function pages(statement: string, Limit: number, parameters?: AttributeValue[]): Promise<string[][]> {
  const found: string[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await run(statement, parameters, { Limit, NextToken });
    found.push(named(page.Items));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

describe('SELECT', () => {
  it.each<[string, string[]]>([
    [`who = 'bob'`, ['bob1', 'bob2', 'bob3', 'bob4']],
    [`'bob' = "who" AND 2 < at`, ['bob3', 'bob4']],
    [`who = 'bob' AND at >= 2 AND at < 4`, ['bob2', 'bob3']],
    [`who = 'bob' AND at BETWEEN 2 AND 3`, ['bob2', 'bob3']],
    [`who = 'bob' AND at IN [1, 4, 9]`, ['bob1', 'bob4']],
    [`who = 'bob' AND at <> 2 AND more != 3`, ['bob1', 'bob4']],
    [`who = 'bob' AND NOT (at = 1 OR at = 2)`, ['bob3', 'bob4']],
    [`who = 'bob' AND at NOT IN (1, 2, 3)`, ['bob4']],
    [`who = 'bob' AND (state = 'open' OR total > 8)`, ['bob1', 'bob2', 'bob4']],
    [`who IN ['eve', 'ann'] AND at = 1`, ['eve1', 'ann1']],
    [`who = 'ann' AND at = 1 OR who = 'bob' AND at > 3`, ['ann1', 'bob4']],
    [`who = 'bob' AND map.deep[0] = 2`, ['bob2']],
    [`who = 'bob' AND contains(note, '3')`, ['bob3']],
    [`who = 'bob' AND begins_with("note", 'n4')`, ['bob4']],
    [`who = 'bob' AND size(map.deep) = 2 AND at < 2`, ['bob1']],
    [`who = 'bob' AND attribute_type(more, 'N') AND at = 4`, ['bob4']],
    [`who = 'bob' AND more IS NUMERIC AND none IS MISSING AND note IS NOT MISSING AND at = 1`, ['bob1']],
    [`who = 'bob' AND none <> 1`, []],
    [`who = 'bob' AND NOT none = 1 AND at = 1`, ['bob1']],
    [`who = 'bob' AND at > 3 AND at < 2`, []],
    [`who = 'nobody'`, []],
  ])('finds items WHERE %s', async (where, found) => {
    const { Items, NextToken } = await run(`SELECT * FROM orders WHERE ${where}`);
    expect(named(Items)).toEqual(found);
    expect(NextToken).toBeUndefined();
  });

  it('looks at all items where no key is given', async () => {
    const { Items } = await run(`SELECT * FROM "orders" WHERE state = ? AND total >= ?`, [S('open'), N(7)]);
    expect(named(Items).sort()).toEqual(['ann2', 'bob2', 'eve2']);
    expect((await run('SELECT * FROM orders')).Items).toHaveLength(12);
  });

  it('answers the paths that are listed, by their last names', async () => {
    const { Items } = await run(
      `SELECT who, map.deep[1], "total", none FROM orders WHERE who = 'bob' AND at = 1`,
    );
    expect(Items).toEqual([{ who: S('bob'), 'deep[1]': S('bob'), total: N(9) }]);
  });

  it('comes in the order of the range key, either way', async () => {
    const asc = await run(`SELECT * FROM orders WHERE who = 'bob' ORDER BY at`);
    expect(named(asc.Items)).toEqual(['bob1', 'bob2', 'bob3', 'bob4']);
    const desc = await run(`SELECT * FROM orders WHERE who IN ['bob', 'ann'] ORDER BY who DESC, at DESC`);
    expect(named(desc.Items)).toEqual(['bob4', 'bob3', 'bob2', 'bob1', 'ann4', 'ann3', 'ann2', 'ann1']);
  });

  it.each([
    [
      'SELECT * FROM orders ORDER BY at',
      'Must have WHERE clause in the statement when using ORDER BY clause.',
    ],
    [
      `SELECT * FROM orders WHERE total > 1 ORDER BY at`,
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    ],
    [
      `SELECT * FROM orders WHERE who = 'bob' ORDER BY total`,
      'Variable reference total in ORDER BY clause must be part of the primary key',
    ],
    [
      `SELECT * FROM orders WHERE who IN ['ann', 'bob'] ORDER BY at`,
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    ],
    [
      `SELECT * FROM orders."by-state" WHERE state = 'open' AND more = 2`,
      'One or more parameter values were invalid: Secondary index by-state does not project one or more filter attributes: [more]',
    ],
    [
      `SELECT more FROM orders."by-state" WHERE state = 'open'`,
      'One or more parameter values were invalid: Global secondary index by-state does not project [more]',
    ],
    [
      `SELECT * FROM orders WHERE who IN [${Array.from({ length: 51 }, (_, at) => `'${at}'`)}]`,
      'Too many decomposed read operations for a given query.',
    ],
  ])('is refused: %.0s%s', async (statement, message) => {
    await expect(run(statement)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('reads indexes', async () => {
    const open = await run(`SELECT * FROM "orders"."by-state" WHERE state = 'open' AND total < 8`);
    expect(named(open.Items).sort()).toEqual(['ann4', 'bob4', 'eve4']);
    expect(Object.keys(open.Items?.[0] ?? {}).sort()).toEqual(['at', 'note', 'state', 'total', 'who']);
    const local = await run(`SELECT who, at, note FROM orders."by-total" WHERE who = 'bob' ORDER BY total`);
    expect(local.Items?.map((item) => item.note?.S)).toEqual(['n4', 'n3', 'n2', 'n1']);
    const consistent = { ConsistentRead: true };
    await expect(run(`SELECT * FROM orders."by-state"`, undefined, consistent)).rejects.toMatchObject({
      message: 'Strongly consistent read is not supported on Global Secondary Indexes',
    });
  });

  it('goes on page by page, by the items looked at', async () => {
    expect(await pages(`SELECT * FROM orders WHERE who = 'bob' AND state = 'open'`, 3)).toEqual([
      ['bob2'],
      ['bob4'],
    ]);
    expect(
      await pages(`SELECT at, who FROM orders WHERE who IN ['ann', 'eve'] AND at > ?`, 3, [N(2)]),
    ).toEqual([['ann3', 'ann4', 'eve3'], ['eve4']]);
    expect((await pages('SELECT * FROM orders', 5)).flat().sort()).toHaveLength(12);
    const state = await pages(`SELECT * FROM orders."by-state" WHERE state = 'done'`, 2);
    expect(state.flat().sort()).toEqual(['ann1', 'ann3', 'bob1', 'bob3', 'eve1', 'eve3']);
  });

  it('takes a token for its own statement and parameters alone', async () => {
    const statement = 'SELECT * FROM orders WHERE who = ?';
    const { NextToken, LastEvaluatedKey } = await run(statement, [S('bob')], { Limit: 1 });
    expect(LastEvaluatedKey).toEqual({ who: S('bob'), at: N(1) });
    const other = { message: 'NextToken does not match request' };
    await expect(run(statement, [S('ann')], { NextToken })).rejects.toMatchObject(other);
    await expect(run('SELECT * FROM orders', undefined, { NextToken })).rejects.toMatchObject(other);
    await expect(run(statement, [S('bob')], { NextToken: 'x' })).rejects.toMatchObject({
      message: 'Invalid NextToken',
    });
    await expect(
      run(`DELETE FROM orders WHERE who = 'no' AND at = 1`, undefined, { NextToken }),
    ).rejects.toMatchObject({ message: 'NextToken is only valid on a SELECT statement' });
  });

  it('counts what it read', async () => {
    const asked = { ReturnConsumedCapacity: 'INDEXES' } as const;
    const table = await run(`SELECT * FROM orders WHERE who = 'bob'`, undefined, {
      ...asked,
      ConsistentRead: true,
    });
    expect(table.ConsumedCapacity).toEqual({
      TableName: 'orders',
      CapacityUnits: 1,
      Table: { CapacityUnits: 1 },
    });
    const index = await run(`SELECT * FROM orders."by-state" WHERE state = 'open'`, undefined, asked);
    expect(index.ConsumedCapacity).toMatchObject({
      CapacityUnits: 0.5,
      GlobalSecondaryIndexes: { 'by-state': { CapacityUnits: 0.5 } },
    });
  });
});
