import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { type Item, openTable, TableName, titled } from './table-support.ts';

const table = await used(openTable());

const N = (value: string) => ({ N: value });
const S = (value: string) => ({ S: value });

const run = (
  Statement: string,
  Parameters?: AttributeValue[],
  more: Partial<ExecuteStatementCommandInput> = {},
) => table.client.send(new ExecuteStatementCommand({ Statement, Parameters, ...more }));

async function get(p: string): Promise<Item | undefined> {
  const { Item } = await table.client.send(new GetItemCommand({ TableName, Key: { p: S(p) } }));
  return Item;
}

describe('INSERT', () => {
  it('puts an item of every type, with parameters in it', async () => {
    await run(
      `INSERT INTO things VALUE {'p': 'i1', 'n': -1.50, 'list': [1, 'it''s', {'deep': ?}], 'set': <<2, 1>>,
        'words': <<'b', 'a'>>, 'yes': true, 'nil': null, 'given': ?}`,
      [S('in'), { B: new Uint8Array([1, 2]) }],
    );
    expect(await get('i1')).toEqual({
      p: S('i1'),
      n: N('-1.5'),
      list: { L: [N('1'), S("it's"), { M: { deep: S('in') } }] },
      set: { NS: ['1', '2'] },
      words: { SS: ['a', 'b'] },
      yes: { BOOL: true },
      nil: { NULL: true },
      given: { B: new Uint8Array([1, 2]) },
    });
  });

  it('refuses a key that is there, unless told to do nothing', async () => {
    await run(`INSERT INTO "things" VALUE {'p': 'twice', 'n': 1}`);
    await expect(run(`INSERT INTO "things" VALUE {'p': 'twice', 'n': 2}`)).rejects.toMatchObject({
      name: 'DuplicateItemException',
      message: 'Duplicate primary key exists in table',
    });
    await run(`INSERT INTO "things" VALUE {'p': 'twice', 'n': 2} ON CONFLICT DO NOTHING`);
    expect(await get('twice')).toEqual({ p: S('twice'), n: N('1') });
  });
});

describe('UPDATE', () => {
  it('sets, removes, calculates, and answers what it is asked to', async () => {
    await run(
      `INSERT INTO things VALUE {'p': 'u1', 'n': 1, 'm': {'a': 1}, 'l': [1, 2], 's': <<'x'>>, 'gone': 1}`,
    );
    const { Items } = await run(
      `UPDATE things SET n = n + ? SET m.a = 'new', l[1] = 9, l = list_append(l, [3]) REMOVE gone WHERE p = 'u1'`,
      [N('2')],
    ).catch(() => ({ Items: undefined }));
    expect(Items).toBeUndefined();
    const changed = await run(
      `UPDATE things SET n = n + ? SET m.a = 'new', l = list_append(l, [3]), s = set_add(s, <<'y'>>)
        REMOVE gone WHERE p = 'u1' RETURNING ALL NEW *`,
      [N('2')],
    );
    const after = {
      p: S('u1'),
      n: N('3'),
      m: { M: { a: S('new') } },
      l: { L: [N('1'), N('2'), N('3')] },
      s: { SS: ['x', 'y'] },
    };
    expect(changed.Items).toEqual([after]);
    expect(await get('u1')).toEqual(after);
    const modified = await run(`UPDATE things SET m.a = 1, l[2] = 8 WHERE p = 'u1' RETURNING MODIFIED OLD *`);
    expect(modified.Items).toEqual([{ m: { M: { a: S('new') } }, l: { L: [N('3')] } }]);
    const removed = await run(`UPDATE things REMOVE n WHERE p = 'u1' RETURNING MODIFIED NEW *`);
    expect(removed.Items).toEqual([]);
    await run(`UPDATE things SET s = set_delete(s, <<'x', 'y'>>) WHERE p = 'u1'`);
    expect((await get('u1'))?.s).toBeUndefined();
  });

  it('needs the item to be there, and as the clause has it', async () => {
    const failed = { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' };
    await expect(run(`UPDATE things SET n = 1 WHERE p = 'nobody'`)).rejects.toMatchObject(failed);
    await run(`INSERT INTO things VALUE {'p': 'u2', 'n': 1}`);
    const statement = `UPDATE things SET n = 2 WHERE p = 'u2' AND n > 1`;
    await expect(run(statement)).rejects.toMatchObject(failed);
    await expect(
      run(statement, undefined, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    ).rejects.toMatchObject({ ...failed, Item: { p: S('u2'), n: N('1') } });
    await run(`UPDATE things SET n = 2 WHERE p = 'u2' AND NOT (n > 1 OR n < 1)`);
    expect(await get('u2')).toEqual({ p: S('u2'), n: N('2') });
  });
});

describe('DELETE', () => {
  it('deletes one item, and answers it where asked', async () => {
    await run(`INSERT INTO things VALUE {'p': 'd1', 'n': 1}`);
    await expect(run(`DELETE FROM things WHERE p = 'd1' AND n = 2`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    const { Items } = await run(`DELETE FROM things WHERE p = 'd1' AND n = 1 RETURNING ALL OLD *`);
    expect(Items).toEqual([{ p: S('d1'), n: N('1') }]);
    expect(await get('d1')).toBeUndefined();
    expect((await run(`DELETE FROM things WHERE p = 'd1' AND n = 1 RETURNING ALL OLD *`)).Items).toEqual([]);
  });
});

const formed = (what: string) => `Statement wasn't well formed, can't be processed: ${what}`;
const keys = 'Where clause does not contain a mandatory equality on all key attributes';

const refused: (readonly [statement: string, message: unknown])[] = [
  ['SELECTT * FROM things', formed('Expected data manipulation')],
  ['', expect.stringContaining('Member must have length greater than or equal to 1')],
  ['SELECT * FROM things WHERE', formed('Expected a value at 1:27, but got end of statement')],
  ['SELECT * FROM things WHERE p = "x', formed('Unexpected character at 1:32: "')],
  [`SELECT * FROM things WHERE ${'('.repeat(500)}p = 1`, formed('Statement is nested too deeply')],
  [`SELECT * FROM things WHERE ${'NOT '.repeat(1500)}p = 1`, formed('Statement is nested too deeply')],
  [`INSERT INTO things VALUE ${"{'a': ".repeat(900)}`, formed('Statement is nested too deeply')],
  ['SELECT COUNT(*) FROM things', 'Unexpected path component at 1:8:5'],
  ['SELECT p AS q FROM things', 'Aliasing is not supported'],
  ['SELECT p, a.p FROM things', 'Duplicate identifiers in select clause: p'],
  ['SELECT * FROM things WHERE p', 'WHERE clause must contain an expression that resolves to a boolean'],
  ['SELECT * FROM things WHERE p = MISSING', 'MISSING must be compared using IS operator'],
  ['SELECT * FROM things WHERE f(p)', 'Unrecognized function: f'],
  [
    'SELECT * FROM things WHERE n < true',
    'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
  ['SELECT * FROM things WHERE p = ?', "Number of parameters in request and statement don't match."],
  ['SELECT * FROM things."no"', 'The table does not have the specified index'],
  ['UPDATE things SET n = 1', keys],
  [`UPDATE things SET n = 1 WHERE p = 'a' OR p = 'b'`, keys],
  [`DELETE FROM things WHERE p > 'a'`, keys],
  [
    `UPDATE things SET n = 1 WHERE p = 'a' AND p = 'b'`,
    'Multiple conditions on same key p. Only single item Update/Insert/Delete are supported',
  ],
  [
    `UPDATE things SET n = 1 WHERE p = 1`,
    "Key attribute's data type should match its data type in table's schema: Key p",
  ],
  [
    `UPDATE things SET p = 'b' WHERE p = 'a'`,
    'One or more parameter values were invalid: Cannot update attribute p. This attribute is part of the key',
  ],
  [`UPDATE things."x" SET n = 1 WHERE p = 'a'`, 'This operation is not supported on an index'],
  [
    `DELETE FROM things WHERE p = 'a' RETURNING ALL NEW *`,
    'Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
  ],
  [`INSERT INTO things VALUE {'p': 'a', 's': <<>>}`, 'Empty bags are not supported'],
  [`INSERT INTO things VALUE 'a'`, expect.stringContaining('Please use struct format')],
  [
    `INSERT INTO things VALUE {'n': 1}`,
    'One or more parameter values were invalid: Missing the key p in the item',
  ],
  [
    `EXISTS(SELECT * FROM things WHERE p = 'a')`,
    'EXISTS can only be used in ExecuteTransaction write requests.',
  ],
];

describe('statements', () => {
  it.each(titled(refused))('are refused: %s', async (_title, statement, message) => {
    await expect(run(statement)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('of a table that is not there are refused', async () => {
    await expect(run(`SELECT * FROM nothings`)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('BatchExecuteStatement', () => {
  const batch = (...statements: string[]) =>
    table.client.send(
      new BatchExecuteStatementCommand({ Statements: statements.map((Statement) => ({ Statement })) }),
    );

  it('answers each statement, and its error', async () => {
    for (const p of ['there', 'deleted']) await run(`INSERT INTO things VALUE {'p': '${p}', 'n': 1}`);
    const { Responses } = await batch(
      `INSERT INTO things VALUE {'p': 'b1'}`,
      `INSERT INTO things VALUE {'p': 'there'}`,
      'INSERT INTO nothings VALUE {}',
      'NOTHING',
      `UPDATE things SET n = 1 WHERE p = 'b2'`,
      `DELETE FROM things WHERE p = 'deleted' RETURNING ALL OLD *`,
    );
    expect(Responses).toEqual([
      { TableName },
      { TableName, Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
      { TableName: 'nothings', Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
      { Error: { Code: 'ValidationError', Message: formed('Expected data manipulation') } },
      { TableName, Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' } },
      { TableName, Item: { p: S('deleted'), n: N('1') } },
    ]);
  });

  it('reads items by their keys', async () => {
    await run(`INSERT INTO things VALUE {'p': 'read', 'list': [1, 'it''s']}`);
    const { Responses } = await batch(
      `SELECT p, list[1] FROM things WHERE p = 'read'`,
      `SELECT * FROM things WHERE p = 'nobody'`,
      `SELECT * FROM things WHERE n = 1`,
    );
    expect(Responses).toEqual([
      { TableName, Item: { p: S('read'), 'list[1]': S("it's") } },
      { TableName },
      {
        Error: {
          Code: 'ValidationError',
          Message:
            'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
        },
      },
    ]);
  });

  it('is refused where it reads and writes, or has one item twice', async () => {
    await expect(
      batch(`SELECT * FROM things WHERE p = 'i1'`, `DELETE FROM things WHERE p = 'i2'`),
    ).rejects.toMatchObject({
      message: 'Read and write requests together in the same batch is not supported.',
    });
    await expect(
      batch(`DELETE FROM things WHERE p = 'i1'`, `INSERT INTO things VALUE {'p': 'i1'}`),
    ).rejects.toMatchObject({ message: 'Provided list of item keys contains duplicates' });
  });
});
