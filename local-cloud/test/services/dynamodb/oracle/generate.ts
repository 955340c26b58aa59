import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Action, Condition, Item, Operand, Path, SetValue } from './model.ts';
import type { Random } from './random.ts';

/** Random values, conditions and updates that DynamoDB takes, over few names and few values, so that they meet. */

const NAMES = ['a', 'b', 'c', 'name', 'constructor'];
const TYPES = ['S', 'N', 'BOOL', 'NULL', 'SS', 'NS', 'L', 'M'];

export const number = (random: Random): AttributeValue => ({
  N: random.pick(['0', '1', '2', '3', '-1', '2.5', '1.0', '1e1', '-0']),
});

export const string = (random: Random): AttributeValue => ({
  S: random.pick(['', 'x', 'y', 'xy', 'é', '😀']),
});

export function value(random: Random, depth = 0): AttributeValue {
  const kind = random.below(depth < 2 ? 10 : 6);
  if (kind < 3) return number(random);
  if (kind === 3) return string(random);
  if (kind === 4) return random.oneIn(2) ? { BOOL: random.oneIn(2) } : { NULL: true };
  if (kind === 5) return set(random);
  if (kind < 8) return { L: random.some(3, () => value(random, depth + 1)) };
  return { M: members(random, depth + 1) };
}

export function set(random: Random): AttributeValue {
  if (random.oneIn(2)) return { SS: random.pick([['x'], ['y', 'x'], ['xy', 'x']]) };
  return { NS: random.pick([['1'], ['2', '1.0'], ['0', '1e1', '3']]) };
}

export const members = (random: Random, depth = 0): Item =>
  Object.fromEntries(random.some(4, () => [random.pick(NAMES), value(random, depth)]));

export function path(random: Random): Path {
  const steps: Path = [random.pick(NAMES)];
  while (steps.length < 3 && random.oneIn(3))
    steps.push(random.oneIn(2) ? random.pick(['a', 'b']) : random.below(4));
  return steps;
}

const isPath = (operand: Operand): operand is { path: Path } => 'path' in operand;

/** Two operands that are not the same path. */
function pair(random: Random, constant: () => AttributeValue): [Operand, Operand] {
  const one = (): Operand => {
    const kind = random.below(8);
    if (kind < 4) return { path: path(random) };
    return kind === 4 ? { sizeOf: path(random) } : { value: constant() };
  };
  const [left, right] = [one(), one()];
  const same = isPath(left) && isPath(right) && left.path.join() === right.path.join();
  return same ? pair(random, constant) : [left, right];
}

export function condition(random: Random, depth = 0): Condition {
  const scalar = () => (random.oneIn(2) ? number(random) : string(random));
  const kind = random.below(depth < 3 ? 12 : 8);
  if (kind < 2) {
    const [left, right] = pair(random, () => value(random));
    return { kind: random.pick(['=', '<>'] as const), left, right };
  }
  if (kind === 2) {
    const [left, right] = pair(random, scalar);
    return { kind: random.pick(['<', '<=', '>', '>='] as const), left, right };
  }
  if (kind === 3) return { kind: 'exists', path: path(random) };
  if (kind === 4) return { kind: 'type', path: path(random), type: random.pick(TYPES) };
  if (kind === 5) return membership(random);
  if (kind === 6) {
    const [whole, part] = pair(random, () => value(random));
    return { kind: 'contains', whole, part };
  }
  if (kind === 7) {
    const part: Operand = random.oneIn(3) ? { path: ['a', 'b'] } : { value: string(random) };
    return { kind: 'begins', whole: { path: [random.pick(NAMES)] }, part };
  }
  if (kind === 8) return { kind: 'not', operand: condition(random, depth + 1) };
  const [left, right] = [condition(random, depth + 1), condition(random, depth + 1)];
  return { kind: random.pick(['and', 'or'] as const), left, right };
}

function membership(random: Random): Condition {
  const subject: Operand = { path: path(random) };
  if (random.oneIn(2)) {
    const list = [value(random), value(random)].map((each): Operand => ({ value: each }));
    return { kind: 'in', value: subject, list: [...list, { path: path(random) }] };
  }
  const low: Operand = random.oneIn(3) ? { path: path(random) } : { value: { N: '0' } };
  const high: Operand = random.oneIn(3) ? { path: path(random) } : { value: { N: '2' } };
  return { kind: 'between', value: subject, low, high };
}

function setValue(random: Random): SetValue {
  const numeric = (): SetValue => (random.oneIn(2) ? { value: number(random) } : { path: path(random) });
  const list = (): SetValue =>
    random.oneIn(2) ? { value: { L: [value(random, 2)] } } : { path: [random.pick(NAMES)] };
  const kind = random.below(8);
  if (kind < 4) return { value: value(random) };
  if (kind === 4) return { path: path(random) };
  if (kind === 5) return { sum: random.pick(['+', '-'] as const), left: numeric(), right: numeric() };
  if (kind === 6) return { append: [list(), list()] };
  return { ifNotExists: path(random), otherwise: numeric() };
}

/** Actions on paths that don't overlap: of different attributes, or of one list's elements. */
export function actions(random: Random): Action[] {
  const heads = NAMES.filter(() => random.oneIn(2));
  const made = heads.map((head) => action(random, [head, ...path(random).slice(1)]));
  if (!heads.includes('a') && random.oneIn(2)) {
    for (const index of [0, 1, 2, 5].filter(() => random.oneIn(2))) made.push(action(random, ['a', index]));
  }
  return made.length > 0 ? made : [action(random, ['b'])];
}

function action(random: Random, target: Path): Action {
  const kind = random.below(8);
  if (kind < 4) return { section: 'SET', path: target, value: setValue(random) };
  if (kind < 6) return { section: 'REMOVE', path: target };
  if (kind === 6)
    return { section: 'ADD', path: target, value: random.oneIn(2) ? number(random) : set(random) };
  return { section: 'DELETE', path: target, value: set(random) };
}
