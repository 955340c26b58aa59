import { validation } from '../errors.ts';
import {
  all,
  any,
  between,
  compare,
  constant,
  isIn,
  not,
  type Read,
  readPath,
  type Test,
} from '../expressions/evaluate.ts';
import { beginsWith, contains, exists, hasType, size } from '../expressions/functions.ts';
import type { Comparator } from '../expressions/syntax.ts';
import { type AttributeType, type AttributeValue, typeOf } from '../values/index.ts';
import type { Expression } from './syntax.ts';
import { constantOf, describe, type Parameters, required } from './value.ts';

const EXISTS: ReadonlySet<string> = new Set(['attribute_exists', 'attribute_not_exists']);
const ORDERED_TYPES: ReadonlySet<string> = new Set<AttributeType>(['S', 'N', 'B']);
const ALL_TYPES: readonly AttributeType[] = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'];

/** What IS calls the types. */
const IS_TYPES: ReadonlyMap<string, AttributeType> = new Map([
  ['NULL', 'NULL'],
  ['BOOLEAN', 'BOOL'],
  ['BLOB', 'B'],
  ['STRING', 'S'],
  ['NUMERIC', 'N'],
  ['STRUCT', 'M'],
  ['TUPLE', 'M'],
  ['LIST', 'L'],
]);

/** Whether an item is as a WHERE clause has it. @throws AwsError ValidationException */
export function testOf(expression: Expression, parameters: Parameters): Test {
  const test = (operand: Expression) => testOf(operand, parameters);
  const read = (operand: Expression) => readOf(operand, parameters);
  switch (expression.kind) {
    case 'and':
      return all(expression.operands.map(test));
    case 'or':
      return any(expression.operands.map(test));
    case 'not':
      return not(test(expression.operand));
    case 'compare':
      return comparison(expression.operator, read(expression.left), read(expression.right), [
        constantOf(expression.left, parameters),
        constantOf(expression.right, parameters),
      ]);
    case 'between': {
      const { value, low, high } = expression;
      checkOrdered('BETWEEN', [constantOf(low, parameters), constantOf(high, parameters)]);
      return between(read(value), read(low), read(high));
    }
    case 'in':
      return membership(expression, read);
    case 'is':
      return typeTest(read(expression.value), expression.type);
    case 'call':
      return functionTest(expression, parameters);
    default:
      throw validation('WHERE clause must contain an expression that resolves to a boolean');
  }
}

function comparison(
  operator: Comparator,
  left: Read,
  right: Read,
  constants: readonly (AttributeValue | undefined)[],
): Test {
  if (operator !== '=' && operator !== '<>') checkOrdered(operator, constants);
  const holds = compare(operator, left, right);
  if (operator !== '<>') return holds;
  // Unlike in a condition expression, an attribute that isn't there is not unequal either.
  return (item) => left(item) !== undefined && right(item) !== undefined && holds(item);
}

function checkOrdered(operator: string, operands: readonly (AttributeValue | undefined)[]): void {
  for (const operand of operands) {
    if (operand && !ORDERED_TYPES.has(typeOf(operand))) throw wrongType(operator, typeOf(operand));
  }
}

function membership(expression: Expression & { kind: 'in' }, read: (operand: Expression) => Read): Test {
  if (expression.list.length > 0) return isIn(read(expression.value), expression.list.map(read));
  throw validation(
    'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
  );
}

function typeTest(read: Read, name: string): Test {
  if (name === 'MISSING') return not(exists(read));
  // BOOL is taken, too, but not told of.
  const type = name === 'BOOL' ? name : IS_TYPES.get(name);
  if (type) return hasType(read, type);
  throw validation(
    `Unsupported data type for IS operator: ${name}. Supported data types are [MISSING, ${[...IS_TYPES.keys()].join(', ')}]`,
  );
}

function functionTest(call: Expression & { kind: 'call' }, parameters: Parameters): Test {
  const { name, args } = call;
  if (EXISTS.has(name)) return existenceTest(call);
  if (name !== 'begins_with' && name !== 'contains' && name !== 'attribute_type') {
    if (name === 'size')
      throw validation('WHERE clause must contain an expression that resolves to a boolean');
    throw validation(`Unrecognized function: ${name}`);
  }
  const [first, second] = args;
  if (!first || !second || args.length > 2) throw wrongNumber(name, args.length);
  const read = readOf(first, parameters);
  if (name === 'attribute_type') return hasType(read, namedType(required(second, parameters)));
  if (name === 'contains') return contains(read, readOf(second, parameters));
  const prefix = constantOf(second, parameters);
  if (prefix && !('S' in prefix) && !('B' in prefix)) throw wrongType(name, typeOf(prefix));
  return beginsWith(read, readOf(second, parameters));
}

function existenceTest({ name, args }: Expression & { kind: 'call' }): Test {
  const [path] = args;
  if (!path || args.length > 1) throw wrongNumber(name, args.length);
  if (path.kind !== 'path') {
    throw validation(`Operator or function requires a document path; operator or function: ${name}`);
  }
  const found = exists(readPath(path.path));
  return name === 'attribute_exists' ? found : not(found);
}

function namedType(value: AttributeValue): AttributeType {
  if (!('S' in value)) throw wrongType('attribute_type', typeOf(value));
  const type = ALL_TYPES.find((known) => known === value.S);
  if (type) return type;
  throw validation(
    `Invalid attribute type name found; type: ${value.S}, valid types: {${ALL_TYPES.join(',')}}`,
  );
}

/** What an operand is in an item. @throws AwsError ValidationException */
export function readOf(expression: Expression, parameters: Parameters): Read {
  if (expression.kind === 'path') return readPath(expression.path);
  if (expression.kind === 'call' && expression.name === 'size') {
    const [path] = expression.args;
    if (!path || expression.args.length > 1) throw wrongNumber('size', expression.args.length);
    return size(readOf(path, parameters));
  }
  if (expression.kind === 'call' && EXISTS.has(expression.name)) {
    const test = existenceTest(expression);
    return (item) => ({ BOOL: test(item) });
  }
  if (expression.kind === 'call') throw validation(`Unrecognized function: ${expression.name}`);
  const value = constantOf(expression, parameters);
  if (value) return constant(value);
  throw validation(`Unsupported operator in Condition Expression. Operator: ${describe(expression)}`);
}

const wrongNumber = (name: string, count: number) =>
  validation(
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
  );

const wrongType = (operator: string, type: string) =>
  validation(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );
