import { validation } from '../errors.ts';
import {
  type AttributeValue,
  type Item,
  readItem,
  readValue,
  setAttribute,
  typeOf,
} from '../values/index.ts';
import type { Expression } from './syntax.ts';

/** A request's parameters, read, in the order of their question marks. */
export type Parameters = readonly AttributeValue[];

/** @throws AwsError ValidationException where they are not as many as the statement takes */
export function readParameters(json: unknown, wanted: number): Parameters {
  const given = Array.isArray(json) ? json.map((value) => readValue(value)) : [];
  if (given.length === wanted) return given;
  throw validation("Number of parameters in request and statement don't match.");
}

/** The value of what needs no item: literals, parameters, and collections of such. @throws AwsError ValidationException */
export function constantOf(expression: Expression, parameters: Parameters): AttributeValue | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'parameter':
      return parameters[expression.index];
    case 'list':
      return { L: expression.elements.map((element) => required(element, parameters)) };
    case 'map':
      return { M: itemOf(expression, parameters) };
    case 'set':
      return setOf(expression.elements.map((element) => required(element, parameters)));
    default:
      return undefined;
  }
}

/** The item of an INSERT. @throws AwsError ValidationException */
export function insertedItem(expression: Expression, parameters: Parameters): Item {
  if (expression.kind === 'map') return readItem(itemOf(expression, parameters));
  const value = constantOf(expression, parameters);
  if (value && 'M' in value) return value.M;
  throw validation(
    'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
  );
}

/** @throws AwsError ValidationException where the value depends on an item */
export function required(expression: Expression, parameters: Parameters): AttributeValue {
  const value = constantOf(expression, parameters);
  if (value) return value;
  throw validation(`Unsupported token in expression: ${describe(expression)}`);
}

export function describe(expression: Expression): string {
  if (expression.kind === 'path') return expression.path.join('.');
  if (expression.kind === 'call') return expression.name;
  return 'operator' in expression ? expression.operator : expression.kind.toUpperCase();
}

function itemOf(expression: Expression & { kind: 'map' }, parameters: Parameters): Item {
  const item: Item = {};
  for (const [name, member] of expression.members) {
    if (Object.hasOwn(item, name)) throw validation(`Duplicate keys in tuple. Key: ${name}`);
    setAttribute(item, name, required(member, parameters));
  }
  return item;
}

const SET_TYPES = { S: 'SS', N: 'NS', B: 'BS' } as const;

/** A bag: elements of one scalar type, which may come more than once. */
function setOf(elements: readonly AttributeValue[]): AttributeValue {
  const [first] = elements;
  if (!first) throw validation('Empty bags are not supported');
  const type = typeOf(first);
  if (!(type in SET_TYPES) || elements.some((element) => typeOf(element) !== type)) {
    throw validation(
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    );
  }
  const scalars = elements.map((element) => Object.values(element)[0]);
  return readValue({ [SET_TYPES[type as keyof typeof SET_TYPES]]: [...new Set(scalars)] });
}
