import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { type Item, openTable, TableName, type Values } from './table-support.ts';

const table = await used(openTable());

const N = (value: string) => ({ N: value });
const S = (value: string) => ({ S: value });
const L = (...values: string[]) => ({ L: values.map(N) });

/** The item an update leaves, without its key. */
async function updated(item: Item, expression: string, values?: Values): Promise<Item> {
  const key = await table.put(item);
  const { Attributes } = await table.update(key, expression, values, { ReturnValues: 'ALL_NEW' });
  const { p: _key, ...rest } = Attributes ?? {};
  return rest;
}

type Row = readonly [expression: string, before: Item, after: Item, values?: Values];

const rows: Row[] = [
  ['SET a = :v', {}, { a: N('1') }, { ':v': N('1.0') }],
  ['SET a = b, b = a', { a: N('1'), b: N('2') }, { a: N('2'), b: N('1') }],
  ['REMOVE a SET b = a', { a: N('1') }, { b: N('1') }],
  ['sEt a=a+:v', { a: N('0.1') }, { a: N('0.3') }, { ':v': N('0.2') }],
  ['SET a = :v - a', { a: N('1e20') }, { a: N('-99999999999999999999') }, { ':v': N('1') }],
  ['SET a = (a + :v) - (b - :v)', { a: N('1'), b: N('5') }, { a: N('-2'), b: N('5') }, { ':v': N('1') }],
  ['SET a = if_not_exists(a, :v) + :v', {}, { a: N('4') }, { ':v': N('2') }],
  [
    'SET a = if_not_exists(q, if_not_exists(b, :v))',
    { b: N('7') },
    { a: N('7'), b: N('7') },
    { ':v': N('2') },
  ],
  ['SET a = list_append(if_not_exists(a, :e), :v)', {}, { a: L('1') }, { ':e': { L: [] }, ':v': L('1') }],
  ['SET a = list_append(:v, a)', { a: L('1', '2') }, { a: L('0', '1', '2') }, { ':v': L('0') }],
  ['REMOVE a[0], a[2]', { a: L('0', '1', '2', '3') }, { a: L('1', '3') }],
  ['REMOVE a[2], a[0], a[9]', { a: L('0', '1', '2', '3') }, { a: L('1', '3') }],
  [
    'REMOVE a[1] SET a[3] = :v',
    { a: L('2', '3', '4', '5', '6', '7') },
    { a: L('2', '4', '17', '6', '7') },
    { ':v': N('17') },
  ],
  ['SET a[3] = :v REMOVE a[1]', { a: L('2', '3', '4', '5') }, { a: L('2', '4', '17') }, { ':v': N('17') }],
  [
    'SET a[84] = :x, a[37] = :y, a[1] = :z',
    { a: L('0', '1') },
    { a: L('0', '9', '7', '8') },
    { ':x': N('8'), ':y': N('7'), ':z': N('9') },
  ],
  ['SET a[5] = :v REMOVE a[0]', { a: L('0', '1') }, { a: L('1', '5') }, { ':v': N('5') }],
  ['REMOVE a[0]', { a: L('0') }, { a: { L: [] } }],
  ['REMOVE m.a', { m: { M: { a: N('1') } } }, { m: { M: {} } }],
  ['REMOVE m.z, z', { m: { M: { a: N('1') } } }, { m: { M: { a: N('1') } } }],
  [
    'SET m.a[0].b = :v, m.c = :v REMOVE m.d',
    { m: { M: { a: { L: [{ M: { b: N('1'), k: N('2') } }] }, d: N('3') } } },
    { m: { M: { a: { L: [{ M: { b: S('x'), k: N('2') } }] }, c: S('x') } } },
    { ':v': S('x') },
  ],
  ['ADD a :v', {}, { a: N('3') }, { ':v': N('3') }],
  ['ADD a :v', { a: N('-3') }, { a: N('0') }, { ':v': N('3') }],
  ['ADD m.a :v', { m: { M: {} } }, { m: { M: { a: N('3') } } }, { ':v': N('3') }],
  ['ADD a :v', { a: { SS: ['b'] } }, { a: { SS: ['a', 'b', 'c'] } }, { ':v': { SS: ['c', 'b', 'a'] } }],
  ['ADD a :v', { a: { NS: ['1'] } }, { a: { NS: ['1', '2'] } }, { ':v': { NS: ['2', '1.0'] } }],
  ['DELETE a :v', { a: { NS: ['1', '2', '3'] } }, { a: { NS: ['2'] } }, { ':v': { NS: ['3.0', '1', '9'] } }],
  ['DELETE a :v', { a: { SS: ['x'] }, b: N('1') }, { b: N('1') }, { ':v': { SS: ['x'] } }],
  ['DELETE a :v', { b: N('1') }, { b: N('1') }, { ':v': { SS: ['x'] } }],
];

const attribute = 'The provided expression refers to an attribute that does not exist in the item';
const type = 'An operand in the update expression has an incorrect data type';
const path = 'The document path provided in the update expression is invalid for update';
const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range';

const refused: (readonly [expression: string, before: Item, message: string, values?: Values])[] = [
  ['SET a = z', {}, attribute],
  ['SET x = :v, y = x', {}, attribute, { ':v': N('1') }],
  ['SET a = a + :v', {}, attribute, { ':v': N('1') }],
  ['SET a = list_append(a, :v)', {}, attribute, { ':v': L('1') }],
  ['SET a = a + :v', { a: S('x') }, type, { ':v': N('1') }],
  ['SET a = list_append(a, :v)', { a: N('1') }, type, { ':v': L('1') }],
  ['ADD a :v', { a: S('x') }, type, { ':v': N('1') }],
  ['ADD a :v', { a: { SS: ['x'] } }, type, { ':v': { NS: ['1'] } }],
  ['DELETE a :v', { a: { NS: ['1'] } }, type, { ':v': { SS: ['1'] } }],
  ['SET a.b = :v', {}, path, { ':v': N('1') }],
  ['SET a[0] = :v', { a: { M: {} } }, path, { ':v': N('1') }],
  ['SET a.b = :v', { a: L('1') }, path, { ':v': N('1') }],
  ['REMOVE a.b', {}, path],
  ['REMOVE a[0]', { a: S('x') }, path],
  ['SET a = :v + :v', {}, overflow, { ':v': N('9e125') }],
  ['SET a = :v + :w', {}, overflow, { ':v': N('1e50'), ':w': N('1') }],
  ['ADD a :v', { a: N(`9${'0'.repeat(125)}`) }, overflow, { ':v': N('9e125') }],
];

describe('UpdateItem', () => {
  it.each(rows.map(([expression, before, after, values]) => ({ expression, before, after, values })))(
    'carries out $expression',
    async ({ expression, before, after, values }) => {
      expect(await updated(before, expression, values)).toEqual(after);
    },
  );

  it.each(refused.map(([expression, before, message, values]) => ({ expression, before, message, values })))(
    'refuses $expression: $message',
    async ({ expression, before, message, values }) => {
      const key = await table.put(before);
      await expect(table.update(key, expression, values)).rejects.toMatchObject({
        name: 'ValidationException',
        message,
      });
      const { Item } = await table.client.send(new GetItemCommand({ TableName, Key: key }));
      expect(Item).toEqual({ ...before, ...key });
    },
  );

  it.each(['REMOVE a', 'REMOVE a.b, c[0]', 'DELETE a :v'])('makes no item for %s', async (expression) => {
    const Key = { p: S(`none ${expression}`) };
    const values = expression.includes(':v') ? { ':v': { SS: ['x'] } } : undefined;
    const { Attributes } = await table.update(Key, expression, values, { ReturnValues: 'ALL_NEW' });
    expect(Attributes).toBeUndefined();
    const { Item } = await table.client.send(new GetItemCommand({ TableName, Key }));
    expect(Item).toBeUndefined();
  });

  it('makes an item of its key where an update of something that is not there also sets', async () => {
    const Key = { p: S('made') };
    await table.update(Key, 'REMOVE a.b SET c = :v', { ':v': N('1') }).catch(() => undefined);
    await table.update(Key, 'REMOVE a SET c = :v', { ':v': N('1') });
    const { Item } = await table.client.send(new GetItemCommand({ TableName, Key }));
    expect(Item).toEqual({ ...Key, c: N('1') });
  });

  it('refuses what would nest deeper than 32', async () => {
    const nested = (levels: number): Item[string] =>
      levels === 0 ? S('x') : { M: { a: nested(levels - 1) } };
    const key = await table.put({ m: { M: { n: { M: {} } } } });
    await table.update(key, 'SET m.n.o = :v', { ':v': nested(29) });
    await expect(table.update(key, 'SET m.n.o = :v', { ':v': nested(30) })).rejects.toMatchObject({
      message:
        'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    });
  });
});
