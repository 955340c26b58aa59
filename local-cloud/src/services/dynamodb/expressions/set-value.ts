import {
  type AttributeType,
  type AttributeValue,
  addNumbers,
  type Item,
  subtractNumbers,
  typeOf,
} from '../values/index.ts';
import { bindPath, bindValue, pathRequired, type Scope, wrongNumber, wrongType } from './bind.ts';
import { incorrectType, noSuchAttribute } from './errors.ts';
import { constant, type Read, readPath } from './evaluate.ts';
import type { CallNode, SetNode } from './syntax.ts';
import type { Path } from './types.ts';

/** What SET makes of an item, as it was before the update. */
export interface SetValue {
  /** @throws AwsError ValidationException */
  readonly read: (item: Item) => AttributeValue;
  /** Checks operands' number and types; told after what is wrong with paths. @throws AwsError */
  readonly check: () => void;
  /** The value's type, where the request tells it. */
  readonly type: AttributeType | undefined;
}

/** @throws AwsError where a placeholder is not defined */
export function bindSet(node: SetNode, scope: Scope): SetValue {
  switch (node.kind) {
    case 'path':
      return attributeAt(bindPath(node, scope));
    case 'value':
      return given(bindValue(node.name, scope));
    case 'arithmetic':
      return sumOf(node.operator, bindSet(node.left, scope), bindSet(node.right, scope), scope);
    default:
      if (node.name === 'if_not_exists') return bindIfNotExists(node, scope);
      return appended(
        node.args.map((arg) => bindSet(arg, scope)),
        scope,
      );
  }
}

const nothing = () => undefined;

/** A value that the request has. */
export const given = (value: AttributeValue): SetValue => ({
  read: () => value,
  check: nothing,
  type: typeOf(value),
});

/** What is at a path, where something has to be. */
export const attributeAt = (path: Path): SetValue => ({
  read: present(readPath(path)),
  check: nothing,
  type: undefined,
});

const present = (read: Read) => (item: Item) => {
  const value = read(item);
  if (value === undefined) throw noSuchAttribute();
  return value;
};

/** A sum or difference of numbers. */
export function sumOf(operator: '+' | '-', left: SetValue, right: SetValue, scope: Scope): SetValue {
  const calculate = operator === '+' ? addNumbers : subtractNumbers;
  return {
    type: 'N',
    check: () => checkAll(operator, 'N', [left, right], scope),
    read(item) {
      const a = left.read(item);
      const b = right.read(item);
      if (!('N' in a) || !('N' in b)) throw incorrectType();
      return { N: calculate(a.N, b.N) };
    },
  };
}

/** `list_append`. */
export function appended(args: readonly SetValue[], scope: Scope): SetValue {
  const name = 'list_append';
  return {
    type: 'L',
    check() {
      if (args.length !== 2) throw wrongNumber(scope, name, args.length);
      checkAll(name, 'L', args, scope);
    },
    read(item) {
      const [a, b] = args.map((arg) => arg.read(item));
      if (!('L' in a!) || !('L' in b!)) throw incorrectType();
      return { L: [...a.L, ...b.L] };
    },
  };
}

function bindIfNotExists(node: CallNode, scope: Scope): SetValue {
  const [path] = node.args;
  const args = node.args.map((arg) => bindSet(arg, scope));
  const read = path?.kind === 'path' ? readPath(bindPath(path, scope)) : constant({ NULL: true });
  return {
    type: undefined,
    check() {
      if (args.length !== 2) throw wrongNumber(scope, node.name, args.length);
      if (path?.kind !== 'path') throw pathRequired(scope, node.name);
      args[1]!.check();
    },
    read: (item) => read(item) ?? args[1]!.read(item),
  };
}

function checkAll(operator: string, type: AttributeType, operands: readonly SetValue[], scope: Scope): void {
  for (const operand of operands) {
    operand.check();
    if (operand.type !== undefined && operand.type !== type) throw wrongType(scope, operator, operand.type);
  }
}
