import { used } from '../../support/cloud.ts';
import { openTable, titled, type Values } from './table-support.ts';

const table = await used(openTable());
let key: { p: { S: string } };

beforeAll(async () => {
  key = await table.put({
    n: { N: '5' },
    word: { S: 'hello' },
    blank: { S: '' },
    octets: { B: new Uint8Array([104, 105, 0, 255]) },
    off: { BOOL: false },
    nil: { NULL: true },
    few: { SS: ['b', 'a'] },
    nums: { NS: ['1', '2.50'] },
    bins: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    elems: { L: [{ N: '0' }, { S: 'x' }, { M: { deep: { N: '1.0' } } }] },
    dict: { M: { a: { L: [{ N: '1' }] }, constructor: { S: 'c' } } },
  });
});

const N = (value: string) => ({ N: value });
const S = (value: string) => ({ S: value });
type Row = readonly [expression: string, holds: boolean, values?: Values];

const compares: Row[] = [
  ['n = :v', true, { ':v': N('5.00') }],
  ['n <> :v', false, { ':v': N('5e0') }],
  ['n = :v', false, { ':v': S('5') }],
  ['n < :v', true, { ':v': N('5.000000000000000000000000000000000001') }],
  ['n > :v', true, { ':v': N('-1e125') }],
  ['n < word', false],
  ['word >= :v', true, { ':v': S('hello') }],
  ['word < :v', true, { ':v': S('hellp') }],
  ['octets < :v', true, { ':v': { B: new Uint8Array([104, 105, 1]) } }],
  ['few = :v', true, { ':v': { SS: ['a', 'b'] } }],
  ['few <> :v', true, { ':v': { SS: ['a'] } }],
  ['nums = :v', true, { ':v': { NS: ['2.5', '1.0'] } }],
  ['bins = :v', true, { ':v': { BS: [new Uint8Array([2]), new Uint8Array([1])] } }],
  ['dict = :v', true, { ':v': { M: { constructor: S('c'), a: { L: [N('1.0')] } } } }],
  ['dict = :v', false, { ':v': { M: { a: { L: [N('1')] } } } }],
  ['elems = :v', true, { ':v': { L: [N('0'), S('x'), { M: { deep: N('1') } }] } }],
  ['elems = :v', false, { ':v': { L: [S('x'), N('0'), { M: { deep: N('1') } }] } }],
  ['off = :v', true, { ':v': { BOOL: false } }],
  ['nil = :v', true, { ':v': { NULL: true } }],
  ['elems[2].deep = :v', true, { ':v': N('1') }],
  ['dict.a[0] = elems[2].deep', true],
  ['elems[9] = :v', false, { ':v': N('1') }],
  ['word.a = :v', false, { ':v': N('1') }],
  [':v = n', true, { ':v': N('5') }],
];

const missing: Row[] = [
  ['q = z', false],
  ['q <> z', true],
  ['q <> :v', true, { ':v': N('1') }],
  ['q < :v', false, { ':v': N('1') }],
  ['NOT q < :v', true, { ':v': N('1') }],
  ['n IN (:v, z)', false, { ':v': N('1') }],
  ['q IN (:v, n)', false, { ':v': N('1') }],
  [':v BETWEEN st AND en', false, { ':v': N('1') }],
  ['n BETWEEN :v AND en', false, { ':v': N('1') }],
  ['n BETWEEN :v AND word', false, { ':v': N('1') }],
  ['contains(q, :v)', false, { ':v': N('1') }],
  ['begins_with(q, :v)', false, { ':v': S('') }],
  ['size(q) = :v', false, { ':v': N('0') }],
  ['size(q) <> :v', true, { ':v': N('0') }],
  ['attribute_type(q, :v)', false, { ':v': S('NULL') }],
];

const functions: Row[] = [
  ['n IN (:v, :w)', true, { ':v': S('5'), ':w': N('5.0') }],
  ['off IN (:v)', true, { ':v': { BOOL: false } }],
  ['dict.a IN (:v)', true, { ':v': { L: [N('1')] } }],
  ['n BETWEEN :v AND :w', true, { ':v': N('5'), ':w': N('5') }],
  ['word BETWEEN :v AND :w', false, { ':v': S('i'), ':w': S('z') }],
  ['contains(word, :v)', true, { ':v': S('ell') }],
  ['contains(word, :v)', true, { ':v': S('') }],
  ['contains(octets, :v)', true, { ':v': { B: new Uint8Array([0, 255]) } }],
  ['contains(few, :v)', true, { ':v': S('a') }],
  ['contains(few, :v)', false, { ':v': N('1') }],
  ['contains(nums, :v)', true, { ':v': N('2.5') }],
  ['contains(bins, :v)', true, { ':v': { B: new Uint8Array([2]) } }],
  ['contains(elems, :v)', true, { ':v': N('0.0') }],
  ['contains(elems, :v)', true, { ':v': { M: { deep: N('1') } } }],
  ['contains(dict, :v)', false, { ':v': S('a') }],
  ['begins_with(word, :v)', true, { ':v': S('he') }],
  ['begins_with(octets, :v)', true, { ':v': { B: new Uint8Array([104, 105]) } }],
  ['begins_with(word, :v)', false, { ':v': { B: new Uint8Array([104]) } }],
  ['begins_with(:v, word)', true, { ':v': S('hello, you') }],
  ['size(blank) = :v', true, { ':v': N('0') }],
  ['size(word) = n', true],
  ['size(octets) = :v', true, { ':v': N('4') }],
  ['size(few) = :v', true, { ':v': N('2') }],
  ['size(elems) = :v', true, { ':v': N('3') }],
  ['size(dict) = :v', true, { ':v': N('2') }],
  ['size(n) = :v', false, { ':v': N('1') }],
  ['size(:s) < size(word)', true, { ':s': S('abcd') }],
  ['attribute_type(off, :v)', true, { ':v': S('BOOL') }],
  ['attribute_type(nums, :v)', true, { ':v': S('NS') }],
  ['attribute_type(:w, :v)', true, { ':v': S('N'), ':w': N('1') }],
  ['attribute_exists(dict.a[0])', true],
  ['attribute_not_exists(dict.a[1])', true],
  ['attribute_exists(dict.b)', false],
];

const grammar: Row[] = [
  ['NOT NOT n = :v', true, { ':v': N('5') }],
  ['not n = :v OR word = :w', true, { ':v': N('5'), ':w': S('hello') }],
  ['NOT (n = :v OR word = :w)', false, { ':v': N('5'), ':w': S('hello') }],
  ['n = :x OR n = :v AND word = :w', true, { ':x': N('1'), ':v': N('5'), ':w': S('hello') }],
  ['(n = :v OR n = :x) AND word = :x', false, { ':x': N('5'), ':v': N('5') }],
  ['n between :v and :w aNd word = :t', true, { ':v': N('1'), ':w': N('9'), ':t': S('hello') }],
  ['((n = :v) AND n = :v)', true, { ':v': N('5') }],
  ['(size(word)) = (:v)', true, { ':v': N('5') }],
  ['  n=:v\n\tAND\r\nn=:v ', true, { ':v': N('5') }],
  [`n = :v ${'OR (n = :v '.repeat(149)}${')'.repeat(149)}`, true, { ':v': N('5') }],
  [`${'NOT '.repeat(298)}n = :v`, true, { ':v': N('5') }],
];

describe('conditions and filters', () => {
  it.each(titled(compares))('compare: %s', async (_title, expression, holds, values) => {
    expect(await table.holds(key, expression, values)).toBe(holds);
  });

  it.each(titled(missing))('tell what is missing: %s', async (_title, expression, holds, values) => {
    expect(await table.holds(key, expression, values)).toBe(holds);
  });

  it.each(titled(functions))('call: %s', async (_title, expression, holds, values) => {
    expect(await table.holds(key, expression, values)).toBe(holds);
  });

  it.each(titled(grammar))('parse: %s', async (_title, expression, holds, values) => {
    expect(await table.holds(key, expression, values)).toBe(holds);
  });

  it('take names that mean something to JavaScript for names like any other', async () => {
    const odd = await table.put({ constructor: { S: 'c' }, toString: { N: '1' } });
    expect(await table.holds(odd, '#a = :v', { ':v': S('c') }, { '#a': 'constructor' })).toBe(true);
    expect(await table.holds(odd, 'attribute_exists(valueOf)')).toBe(false);
    expect(await table.holds(odd, 'attribute_exists(hasOwnProperty)')).toBe(false);
    expect(await table.holds(odd, 'attribute_exists(#a)', undefined, { '#a': '__proto__' })).toBe(false);
  });
});
