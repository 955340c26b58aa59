import { used } from '../../support/cloud.ts';
import { type Item, openTable, type Values } from './table-support.ts';

const table = await used(openTable());

const N = (value: string) => ({ N: value });

const before: Item = {
  a: N('1'),
  m: { M: { x: N('1'), y: N('2') } },
  l: { L: [N('10'), N('11'), N('12')] },
};

type Row = readonly [expression: string, old: Item | undefined, now: Item | undefined, values?: Values];

const v = { ':v': N('5') };
const rows: Row[] = [
  ['SET a = :v', { a: N('1') }, { a: N('5') }, v],
  ['SET b = :v', undefined, { b: N('5') }, v],
  ['REMOVE a', { a: N('1') }, undefined],
  ['REMOVE z', undefined, undefined],
  ['ADD a :v', { a: N('1') }, { a: N('6') }, v],
  ['SET m.x = :v', { m: { M: { x: N('1') } } }, { m: { M: { x: N('5') } } }, v],
  ['SET m.z = :v', undefined, { m: { M: { z: N('5') } } }, v],
  ['SET m.x = :v REMOVE m.y', { m: { M: { x: N('1'), y: N('2') } } }, { m: { M: { x: N('5') } } }, v],
  ['SET l[1] = :v', { l: { L: [N('11')] } }, { l: { L: [N('5')] } }, v],
  ['SET l[2] = :v, l[0] = :v', { l: { L: [N('10'), N('12')] } }, { l: { L: [N('5'), N('5')] } }, v],
  ['SET l[100] = :v', undefined, undefined, v],
  ['REMOVE l[1]', { l: { L: [N('11')] } }, { l: { L: [N('12')] } }],
];

describe('ReturnValues', () => {
  it.each(rows.map(([expression, old, now, values]) => ({ expression, old, now, values })))(
    'answer what $expression touched',
    async ({ expression, old, now, values }) => {
      const first = await table.put(before);
      const oldAnswer = await table.update(first, expression, values, { ReturnValues: 'UPDATED_OLD' });
      expect(oldAnswer.Attributes).toEqual(old);
      const second = await table.put(before);
      const newAnswer = await table.update(second, expression, values, { ReturnValues: 'UPDATED_NEW' });
      expect(newAnswer.Attributes).toEqual(now);
      const third = await table.put(before);
      const all = await table.update(third, expression, values, { ReturnValues: 'ALL_OLD' });
      expect(all.Attributes).toEqual({ ...before, ...third });
      const nothing = await table.update(third, expression, values);
      expect(nothing.Attributes).toBeUndefined();
    },
  );
});
