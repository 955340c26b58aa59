import {
  type AttributeValue,
  ExecuteTransactionCommand,
  type ExecuteTransactionCommandInput,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { type Item, openTable, TableName } from './table-support.ts';

const table = await used(openTable());

const N = (value: string) => ({ N: value });
const S = (value: string) => ({ S: value });

type Statement = string | readonly [string, ...AttributeValue[]];

const transact = (statements: readonly Statement[], more: Partial<ExecuteTransactionCommandInput> = {}) =>
  table.client.send(
    new ExecuteTransactionCommand({
      TransactStatements: statements.map((statement) => {
        if (typeof statement === 'string') return { Statement: statement };
        const [Statement, ...Parameters] = statement;
        return { Statement, Parameters };
      }),
      ...more,
    }),
  );

async function get(p: string): Promise<Item | undefined> {
  const { Item } = await table.client.send(new GetItemCommand({ TableName, Key: { p: S(p) } }));
  return Item;
}

describe('ExecuteTransaction', () => {
  it('does all of its statements, or none', async () => {
    await transact([
      [`INSERT INTO things VALUE {'p': 'a', 'n': ?}`, N('1')],
      `INSERT INTO things VALUE {'p': 'b', 'n': 1}`,
    ]);
    await transact([
      `UPDATE things SET n = n + 1 WHERE p = 'a'`,
      `DELETE FROM things WHERE p = 'b' AND n = 1`,
      `EXISTS(SELECT * FROM things WHERE p = 'c' AND n = 1)`,
    ]).catch(() => undefined);
    expect([await get('a'), await get('b')]).toEqual([
      { p: S('a'), n: N('1') },
      { p: S('b'), n: N('1') },
    ]);
    await transact([
      `UPDATE things SET n = n + 1 WHERE p = 'a'`,
      `EXISTS(SELECT * FROM things WHERE p = 'b' AND n = 1)`,
    ]);
    expect(await get('a')).toEqual({ p: S('a'), n: N('2') });
  });

  it('tells of each statement why it was cancelled', async () => {
    await transact([`INSERT INTO things VALUE {'p': 'there', 'n': 5}`]);
    const cancelled = transact([
      `INSERT INTO things VALUE {'p': 'there'}`,
      `UPDATE things SET n = 1 WHERE p = 'nobody'`,
      `INSERT INTO things VALUE {'p': 'fine'}`,
    ]);
    await expect(cancelled).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [DuplicateItem, ConditionalCheckFailed, None]',
      CancellationReasons: [
        { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        { Code: 'None' },
      ],
    });
    expect(await get('fine')).toBeUndefined();
  });

  it('reads items as they are at one moment', async () => {
    await transact([
      `INSERT INTO things VALUE {'p': 'r1', 'n': 1}`,
      `INSERT INTO things VALUE {'p': 'r2', 'n': 2}`,
    ]);
    const { Responses } = await transact([
      `SELECT * FROM things WHERE p = 'r1'`,
      `SELECT n FROM things WHERE p = 'r2'`,
      `SELECT * FROM things WHERE p = 'none'`,
    ]);
    expect(Responses).toEqual([{ Item: { p: S('r1'), n: N('1') } }, { Item: { n: N('2') } }, {}]);
  });

  it('is done once for a token', async () => {
    const token = { ClientRequestToken: 'once' };
    const statement = `INSERT INTO things VALUE {'p': 'token'}`;
    await transact([statement], token);
    await transact([statement], token);
    await expect(transact([`DELETE FROM things WHERE p = 'token'`], token)).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    expect(await get('token')).toEqual({ p: S('token') });
  });

  const at = (index: number, why: string) => `Validation failed in TransactStatements[${index}]: ${why}`;

  it.each<[string[], string]>([
    [
      [`SELECT * FROM things WHERE p = 'a'`, `DELETE FROM things WHERE p = 'b'`],
      'ExecuteTransaction API does not support both read and write operations in the same request.',
    ],
    [
      [`DELETE FROM things WHERE p = 'a'`, `INSERT INTO things VALUE {'p': 'a'}`],
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      [`INSERT INTO things VALUE {'p': 'a'}`, `DELETE FROM things WHERE p = 'b' RETURNING ALL OLD *`],
      at(1, 'RETURNING clause is not supported in ExecuteTransaction.'),
    ],
    [
      [`SELECT * FROM things."x" WHERE p = 'a'`],
      at(0, 'Reads on indices are not supported within transactions.'),
    ],
    [['NOTHING'], "Statement wasn't well formed, can't be processed: Expected data manipulation"],
  ])('refuses %j', async (statements, message) => {
    await expect(transact(statements)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});
