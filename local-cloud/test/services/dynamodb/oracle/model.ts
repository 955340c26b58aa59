import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * A table as naive as can be: items in an array, conditions and updates as trees, every value compared as text. It shares
 * nothing with the engine it judges.
 */
export type Item = Record<string, AttributeValue>;
export type Path = (string | number)[];

export type Operand = { path: Path } | { value: AttributeValue } | { sizeOf: Path };
export type Condition =
  | { kind: '=' | '<>' | '<' | '<=' | '>' | '>='; left: Operand; right: Operand }
  | { kind: 'between'; value: Operand; low: Operand; high: Operand }
  | { kind: 'in'; value: Operand; list: Operand[] }
  | { kind: 'exists'; path: Path }
  | { kind: 'type'; path: Path; type: string }
  | { kind: 'begins' | 'contains'; whole: Operand; part: Operand }
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; operand: Condition };

export type SetValue =
  | Operand
  | { sum: '+' | '-'; left: SetValue; right: SetValue }
  | { ifNotExists: Path; otherwise: SetValue }
  | { append: [SetValue, SetValue] };
export type Action =
  | { section: 'SET'; path: Path; value: SetValue }
  | { section: 'REMOVE'; path: Path }
  | { section: 'ADD' | 'DELETE'; path: Path; value: AttributeValue };

export class Refused extends Error {}
const MISSING = 'The provided expression refers to an attribute that does not exist in the item';
const TYPE = 'An operand in the update expression has an incorrect data type';
const PATH = 'The document path provided in the update expression is invalid for update';

export const typeOf = (value: AttributeValue): string => Object.keys(value)[0]!;
const contentOf = (value: AttributeValue) => Object.values(value)[0];

/** The same text for equal values, and for no others. */
export function text(value: AttributeValue): string {
  if (value.N !== undefined) return `N${Number(value.N)}`;
  if (value.NS) return `NS${value.NS.map(Number).sort((a, b) => a - b)}`;
  if (value.SS) return `SS${JSON.stringify([...value.SS].sort())}`;
  if (value.L) return `L[${value.L.map(text)}]`;
  if (value.M) return `M${itemText(value.M)}`;
  return `${typeOf(value)}${JSON.stringify(contentOf(value))}`;
}

export const itemText = (item: Item): string =>
  `{${Object.keys(item)
    .sort()
    .map((name) => `${name}:${text(item[name]!)}`)
    .join()}}`;

export function at(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    const inside: unknown = typeof step === 'number' ? value?.L : value?.M;
    value = inside && Object.hasOwn(inside, step) ? (inside as Item)[step] : undefined;
  }
  return value;
}

function operand(item: Item, given: Operand): AttributeValue | undefined {
  if ('value' in given) return given.value;
  if ('path' in given) return at(item, given.path);
  const content = contentOf(at(item, given.sizeOf) ?? { N: '' });
  const sized = typeof content === 'object' && content !== null ? Object.keys(content).length : undefined;
  const of = at(item, given.sizeOf);
  const size = of?.S !== undefined ? of.S.length : of?.N !== undefined ? undefined : sized;
  return size === undefined ? undefined : { N: String(size) };
}

function ordered(a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined {
  if (a?.N !== undefined && b?.N !== undefined) return Number(a.N) - Number(b.N);
  if (a?.S === undefined || b?.S === undefined) return undefined;
  return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
}

export function holds(item: Item, condition: Condition): boolean {
  const equal = (a: AttributeValue | undefined, b: AttributeValue | undefined) =>
    a !== undefined && b !== undefined && text(a) === text(b);
  switch (condition.kind) {
    case 'and':
      return holds(item, condition.left) && holds(item, condition.right);
    case 'or':
      return holds(item, condition.left) || holds(item, condition.right);
    case 'not':
      return !holds(item, condition.operand);
    case 'exists':
      return at(item, condition.path) !== undefined;
    case 'type': {
      const value = at(item, condition.path);
      return value !== undefined && typeOf(value) === condition.type;
    }
    case 'in':
      return condition.list.some((each) => equal(operand(item, condition.value), operand(item, each)));
    case 'between': {
      const value = operand(item, condition.value);
      const above = ordered(value, operand(item, condition.low));
      const below = ordered(value, operand(item, condition.high));
      return above !== undefined && below !== undefined && above >= 0 && below <= 0;
    }
    case 'begins': {
      const [whole, part] = [operand(item, condition.whole), operand(item, condition.part)];
      return whole?.S !== undefined && part?.S !== undefined && whole.S.startsWith(part.S);
    }
    case 'contains': {
      const [whole, part] = [operand(item, condition.whole), operand(item, condition.part)];
      if (!whole || !part) return false;
      if (whole.L) return whole.L.some((each) => equal(each, part));
      if (part.N !== undefined) return whole.NS?.some((each) => Number(each) === Number(part.N)) ?? false;
      if (part.S === undefined) return false;
      return whole.S?.includes(part.S) ?? whole.SS?.includes(part.S) ?? false;
    }
    default: {
      const [left, right] = [operand(item, condition.left), operand(item, condition.right)];
      if (condition.kind === '=') return equal(left, right);
      if (condition.kind === '<>') return !equal(left, right);
      const order = ordered(left, right);
      if (order === undefined) return false;
      return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[condition.kind];
    }
  }
}

function setValue(item: Item, value: SetValue): AttributeValue {
  if ('sum' in value) {
    const [left, right] = [setValue(item, value.left), setValue(item, value.right)];
    if (left.N === undefined || right.N === undefined) throw new Refused(TYPE);
    return { N: String(Number(left.N) + (value.sum === '+' ? 1 : -1) * Number(right.N)) };
  }
  if ('append' in value) {
    const [left, right] = value.append.map((each) => setValue(item, each));
    if (!left?.L || !right?.L) throw new Refused(TYPE);
    return { L: [...left.L, ...right.L] };
  }
  const found = 'ifNotExists' in value ? at(item, value.ifNotExists) : operand(item, value);
  if (found) return found;
  if ('ifNotExists' in value) return setValue(item, value.otherwise);
  throw new Refused(MISSING);
}

function changed(now: AttributeValue | undefined, action: Action & { section: 'ADD' | 'DELETE' }) {
  const { section, value } = action;
  if (!now) return section === 'ADD' ? value : undefined;
  if (typeOf(now) !== typeOf(value)) throw new Refused(TYPE);
  if (value.N !== undefined) return { N: String(Number(now.N) + Number(value.N)) };
  const [there, given] = [contentOf(now) as string[], contentOf(value) as string[]];
  const same = (a: string) => (b: string) =>
    text({ [typeOf(value).charAt(0)]: a } as never) === text({ [typeOf(value).charAt(0)]: b } as never);
  const left = there.filter((each) => !given.some(same(each)));
  const after = section === 'ADD' ? [...left, ...given] : left;
  return after.length > 0 ? ({ [typeOf(value)]: after } as unknown as AttributeValue) : undefined;
}

/** The item as the actions leave it, all of which read it as it was; indexes of lists are those before. @throws Refused */
export function update(item: Item, actions: readonly Action[]): Item {
  const after = structuredClone(item);
  const tails = new Map<AttributeValue[], [number, AttributeValue][]>();
  const gone = new Set<AttributeValue>();
  for (const action of actions) {
    const now = at(item, action.path);
    const value =
      action.section === 'SET'
        ? setValue(item, action.value)
        : action.section === 'REMOVE'
          ? undefined
          : changed(now, action);
    const parent = at(after, action.path.slice(0, -1));
    const step = action.path.at(-1)!;
    if (typeof step === 'number' ? !parent?.L : !parent?.M) throw new Refused(PATH);
    if (typeof step === 'string') {
      if (value) parent!.M![step] = structuredClone(value);
      else delete parent!.M![step];
    } else if (step >= parent!.L!.length) {
      if (value) tails.set(parent!.L!, [...(tails.get(parent!.L!) ?? []), [step, value]]);
    } else if (value) parent!.L![step] = structuredClone(value);
    else {
      gone.add(parent!.L![step]!);
      tails.set(parent!.L!, tails.get(parent!.L!) ?? []);
    }
  }
  for (const [list, tail] of tails) {
    const added = tail.sort(([a], [b]) => a - b).map(([, value]) => structuredClone(value));
    list.splice(0, list.length, ...list.filter((each) => !gone.has(each)), ...added);
  }
  return after;
}
