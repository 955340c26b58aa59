import { type AttributeValue, attribute, compareValues, equalValues, type Item } from '../values/index.ts';
import type { Comparator } from './syntax.ts';
import type { Path } from './types.ts';

/** What an operand is in an item; undefined where there is no such attribute. */
export type Read = (item: Item) => AttributeValue | undefined;

/** Whether a condition holds for an item. */
export type Test = (item: Item) => boolean;

/** Every way to write a condition (expressions, legacy parameters, PartiQL) ends in these. */

export const constant =
  (value: AttributeValue): Read =>
  () =>
    value;

export function readPath(path: Path): Read {
  const [name, ...rest] = path;
  if (rest.length === 0) return (item) => attribute(item, name);
  return (item) => {
    let value = attribute(item, name);
    for (const step of rest) {
      if (value === undefined) return undefined;
      value = member(value, step);
    }
    return value;
  };
}

/** A list's element or a map's member. */
export function member(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attribute(value.M, step) : undefined;
}

const ORDERED: { [O in Exclude<Comparator, '=' | '<>'>]: (order: number) => boolean } = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function compare(operator: Comparator, left: Read, right: Read): Test {
  if (operator === '=') return (item) => areEqual(left(item), right(item));
  if (operator === '<>') return (item) => !areEqual(left(item), right(item));
  const holds = ORDERED[operator];
  return (item) => {
    const order = orderOf(left(item), right(item));
    return order !== undefined && holds(order);
  };
}

export const between =
  (value: Read, low: Read, high: Read): Test =>
  (item) => {
    const subject = value(item);
    const above = orderOf(low(item), subject);
    if (above === undefined || above > 0) return false;
    const below = orderOf(subject, high(item));
    return below !== undefined && below <= 0;
  };

export const isIn =
  (value: Read, list: readonly Read[]): Test =>
  (item) => {
    const subject = value(item);
    return subject !== undefined && list.some((read) => areEqual(subject, read(item)));
  };

export const and =
  (left: Test, right: Test): Test =>
  (item) =>
    left(item) && right(item);

export const or =
  (left: Test, right: Test): Test =>
  (item) =>
    left(item) || right(item);

export const not =
  (test: Test): Test =>
  (item) =>
    !test(item);

export const all =
  (tests: readonly Test[]): Test =>
  (item) =>
    tests.every((test) => test(item));

export const any =
  (tests: readonly Test[]): Test =>
  (item) =>
    tests.some((test) => test(item));

/** A missing attribute equals nothing, not even another that is missing. */
const areEqual = (a: AttributeValue | undefined, b: AttributeValue | undefined): boolean =>
  a !== undefined && b !== undefined && equalValues(a, b);

const orderOf = (a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : compareValues(a, b);
