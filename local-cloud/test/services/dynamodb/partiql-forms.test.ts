import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  CreateTableCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { failure } from './support.ts';
import { openTable, TableName } from './table-support.ts';

const table = await used(openTable());
beforeAll(async () => {
  const item = {
    ...{ p: { S: 'item' }, s: { S: 'str' }, words: { SS: ['a'] }, map: { M: { sub: { S: 'x' } } } },
    ...{ nil: { NULL: true }, flag: { BOOL: true } },
  } satisfies Record<string, AttributeValue>;
  await table.client.send(new PutItemCommand({ TableName, Item: item }));
});

const run = (Statement: string, Parameters?: AttributeValue[]) =>
  table.client.send(new ExecuteStatementCommand({ Statement, Parameters }));

const found = async (statement: string) => ((await run(statement)).Items ?? []).map((item) => item.p?.S);

// All as captured from us-east-1 and three other regions in October 2026.
describe('a WHERE clause', () => {
  it.each<[string, boolean]>([
    ['attribute_exists(words)', true],
    ['attribute_exists(absent)', false],
    ['attribute_not_exists(absent)', true],
    ['NOT attribute_exists(absent)', true],
    ['ATTRIBUTE_EXISTS(words)', true],
    ['(attribute_exists(absent) OR attribute_exists("words"))', true],
    ['attribute_exists(words) = true', true],
    ['attribute_exists(map.sub)', true],
    ['attribute_exists(map.absent)', false],
    ['flag IS BOOL', true],
    ['s IS BOOL', false],
  ])('takes %s', async (condition, holds) => {
    expect(await found(`SELECT p FROM things WHERE p = 'item' AND ${condition}`)).toEqual(
      holds ? ['item'] : [],
    );
  });

  it.each([
    [
      "attribute_exists('s')",
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'attribute_exists()',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
    ],
  ])('refuses %s', async (condition, message) => {
    const statement = `SELECT p FROM things WHERE p = 'item' AND ${condition}`;
    expect(await failure(run(statement))).toMatchObject({ name: 'ValidationException', message });
  });

  it('makes attribute_not_exists the condition of a write', async () => {
    const once = "UPDATE things SET y = 1 WHERE p = 'item' AND attribute_not_exists(y)";
    expect(await run(once)).toMatchObject({ Items: [] });
    expect(await failure(run(once))).toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('asks for the key alone where several statements are read together', async () => {
    const Statement = "SELECT * FROM things WHERE p = 'item' AND attribute_exists(s)";
    const { Responses } = await table.client.send(
      new BatchExecuteStatementCommand({ Statements: [{ Statement }] }),
    );
    expect(Responses?.[0]?.Error).toEqual({
      Code: 'ValidationError',
      Message:
        'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    });
    const together = new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] });
    expect(await failure(table.client.send(together))).toMatchObject({
      name: 'ValidationException',
      message:
        'Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.',
    });
  });
});

describe('FROM … WHERE … SET', () => {
  it('is an UPDATE, with parameters, conditions and RETURNING', async () => {
    await run("INSERT INTO things VALUE {'p': 'first', 'a': 1, 'b': 'bee'}");
    const { Items } = await run(
      'from "things" WHERE p = ? AND a = 1 SET c = ? REMOVE b RETURNING ALL NEW *',
      [{ S: 'first' }, { N: '7' }],
    );
    expect(Items).toEqual([{ p: { S: 'first' }, a: { N: '1' }, c: { N: '7' } }]);
    for (const where of ["p = 'first' AND a = 2", "p = 'absent'"]) {
      expect(await failure(run(`FROM things WHERE ${where} SET c = 9`))).toMatchObject({
        name: 'ConditionalCheckFailedException',
      });
    }
    const TransactStatements = [{ Statement: "FROM things WHERE p = 'first' SET c = 8" }];
    await table.client.send(new ExecuteTransactionCommand({ TransactStatements }));
    expect((await run("SELECT c FROM things WHERE p = 'first'")).Items).toEqual([{ c: { N: '8' } }]);
  });
});

describe('a statement', () => {
  it.each([
    "SELECT * FROM things /* a\nnote */ WHERE p = 'item'",
    "SELECT * FROM things WHERE p = 'item' /* a note */",
    "-- a note\nSELECT * FROM things WHERE p = 'item' -- another",
  ])('may have comments: %s', async (statement) => {
    expect(await found(statement)).toEqual(['item']);
  });

  it.each([
    ["SELECT * FROM things t WHERE p = 'x'", 'Aliasing is not supported'],
    ["SELECT * FROM things AS t WHERE p = 'x'", 'Aliasing is not supported'],
    ["UPDATE things t SET a = 3 WHERE p = 'x'", 'Aliasing is not supported'],
    ["DELETE FROM things t WHERE p = 'x'", 'Aliasing is not supported'],
    [
      "DELETE FROM things WHERE p = 'x' ORDER BY p",
      "Statement wasn't well formed, can't be processed: Unexpected token after expression",
    ],
  ])('is refused as %s', async (statement, message) => {
    expect(await failure(run(statement))).toMatchObject({ name: 'ValidationException', message });
  });

  it('that writes answers no items, and of a transaction nothing at all', async () => {
    expect((await run("INSERT INTO things VALUE {'p': 'written'}")).Items).toEqual([]);
    expect((await run("UPDATE things SET a = 2 WHERE p = 'written'")).Items).toEqual([]);
    expect((await run("DELETE FROM things WHERE p = 'absent'")).Items).toEqual([]);
    const TransactStatements = [
      "UPDATE things SET a = 3 WHERE p = 'written'",
      "DELETE FROM things WHERE p = 'item2'",
    ];
    const { Responses } = await table.client.send(
      new ExecuteTransactionCommand({
        TransactStatements: TransactStatements.map((Statement) => ({ Statement })),
      }),
    );
    expect(Responses).toEqual([]);
  });

  it('does not read an index of several hash or range attributes', async () => {
    const keys = ['h1', 'h2'].map((AttributeName) => ({ AttributeName, KeyType: 'HASH' as const }));
    await table.client.send(
      new CreateTableCommand({
        TableName: 'several',
        KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
        AttributeDefinitions: ['p', 'h1', 'h2'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          { IndexName: 'by-two', KeySchema: keys, Projection: { ProjectionType: 'ALL' } },
        ],
      }),
    );
    expect(await failure(run(`SELECT * FROM "several"."by-two" WHERE h1 = 'a'`))).toMatchObject({
      name: 'ValidationException',
      message:
        'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
    });
    expect((await run("SELECT * FROM several WHERE p = 'a'")).Items).toEqual([]);
  });
});
