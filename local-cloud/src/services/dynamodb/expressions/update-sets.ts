import {
  type AttributeType,
  type AttributeValue,
  addNumbers,
  difference,
  typeOf,
  union,
} from '../values/index.ts';
import { problem, type Scope } from './bind.ts';
import { incorrectType } from './errors.ts';

/** What ADD and DELETE call the types that they don't take. */
const TYPE_NAMES: { readonly [T in AttributeType]: string } = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  M: 'MAP',
  L: 'LIST',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
};

const isSet = (value: AttributeValue): boolean => 'SS' in value || 'NS' in value || 'BS' in value;

/** @throws AwsError where the value is neither a number nor a set */
export function checkAdded(value: AttributeValue, scope: Scope): void {
  if (!('N' in value) && !isSet(value)) throw wrongOperand('ADD', value, scope);
}

/** @throws AwsError where the value is no set */
export function checkDeleted(value: AttributeValue, scope: Scope): void {
  if (!isSet(value)) throw wrongOperand('DELETE', value, scope);
}

const wrongOperand = (operator: string, value: AttributeValue, scope: Scope) =>
  problem(
    scope,
    'Incorrect operand type for operator or function; ' +
      `operator: ${operator}, operand type: ${TYPE_NAMES[typeOf(value)]}`,
  );

/** A number's sum, a set's union; an attribute that isn't there counts as nothing. @throws AwsError */
export function addTo(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (current === undefined) return value;
  if ('N' in value && 'N' in current) return { N: addNumbers(current.N, value.N) };
  if ('SS' in value && 'SS' in current) return { SS: union('SS', current.SS, value.SS) };
  if ('NS' in value && 'NS' in current) return { NS: union('NS', current.NS, value.NS) };
  if ('BS' in value && 'BS' in current) return { BS: union('BS', current.BS, value.BS) };
  throw incorrectType();
}

/** What is left of a set; nothing where nothing is left. @throws AwsError */
export function deleteFrom(
  current: AttributeValue | undefined,
  value: AttributeValue,
): AttributeValue | undefined {
  if (current === undefined) return undefined;
  if ('SS' in value && 'SS' in current) return nonEmpty('SS', difference(current.SS, value.SS));
  if ('NS' in value && 'NS' in current) return nonEmpty('NS', difference(current.NS, value.NS));
  if ('BS' in value && 'BS' in current) return nonEmpty('BS', difference(current.BS, value.BS));
  throw incorrectType();
}

const nonEmpty = (type: 'SS' | 'NS' | 'BS', elements: string[]): AttributeValue | undefined =>
  elements.length > 0 ? ({ [type]: elements } as AttributeValue) : undefined;
