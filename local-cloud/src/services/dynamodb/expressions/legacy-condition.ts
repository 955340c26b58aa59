import { validation } from '../errors.ts';
import { type AttributeValue, compareValues, readValue, typeOf } from '../values/index.ts';
import { readStructure } from '../values/wire.ts';
import { between, compare, constant, isIn, not, readPath, type Test } from './evaluate.ts';
import { beginsWith, contains, exists } from './functions.ts';

/** `AttributeValueList`'s length, and the types its values may have; the rest takes any. */
interface Operator {
  readonly least: number;
  readonly most: number;
  readonly types?: readonly string[];
}

const SCALARS = ['S', 'N', 'B'];

const OPERATORS: { readonly [name: string]: Operator } = {
  EQ: { least: 1, most: 1 },
  NE: { least: 1, most: 1 },
  LE: { least: 1, most: 1, types: SCALARS },
  LT: { least: 1, most: 1, types: SCALARS },
  GE: { least: 1, most: 1, types: SCALARS },
  GT: { least: 1, most: 1, types: SCALARS },
  NULL: { least: 0, most: 0 },
  NOT_NULL: { least: 0, most: 0 },
  CONTAINS: { least: 1, most: 1, types: SCALARS },
  NOT_CONTAINS: { least: 1, most: 1, types: SCALARS },
  BEGINS_WITH: { least: 1, most: 1, types: ['S', 'B'] },
  IN: { least: 1, most: Number.POSITIVE_INFINITY, types: SCALARS },
  BETWEEN: { least: 2, most: 2, types: SCALARS },
};

/** One attribute's condition as the legacy parameters have it. */
export interface LegacyCondition {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

const invalid = (what: string) => validation(`One or more parameter values were invalid: ${what}`);

/** Conditions by attribute, each checked; `member` is the parameter's name. @throws AwsError ValidationException */
export function readConditions(json: unknown, member: string): LegacyCondition[] {
  const type = 'java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.Condition>';
  return Object.entries(readStructure(json, type)).map(([name, given]) => {
    const condition = readStructure(given, 'class com.amazonaws.dynamodb.v20120810.Condition');
    const operator = readOperator(condition.ComparisonOperator, `${member}.${name}.member`);
    return checked({ name, operator, values: readList(condition.AttributeValueList) });
  });
}

/** @throws AwsError ValidationException for what is no operator */
export function readOperator(given: unknown, place: string): string {
  if (typeof given === 'string' && Object.hasOwn(OPERATORS, given)) return given;
  const where = `at '${place}.comparisonOperator' failed to satisfy constraint: Member must`;
  const wrong =
    (given ?? undefined) === undefined
      ? `Value null ${where} not be null`
      : `Value '${String(given)}' ${where} satisfy enum value set: [${Object.keys(OPERATORS).join(', ')}]`;
  throw validation(`1 validation error detected: ${wrong}`);
}

/** @throws AwsError ValidationException, SerializationException */
export function readList(json: unknown): AttributeValue[] {
  if ((json ?? undefined) === undefined) return [];
  if (!Array.isArray(json)) return [readValue(json)];
  return json.map((value) => readValue(value));
}

/** @throws AwsError where the values' number or types don't suit the operator */
export function checked(condition: LegacyCondition): LegacyCondition {
  const { operator, values } = condition;
  const { least, most, types } = OPERATORS[operator]!;
  if (values.length < least || values.length > most) {
    throw invalid(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const [first, second] = values.map(typeOf);
  if (values.some((value) => typeOf(value) !== first)) {
    throw invalid('AttributeValues inside AttributeValueList must be of same type');
  }
  if (first && types && !types.includes(first)) {
    throw invalid(`ComparisonOperator ${operator} is not valid for ${first} AttributeValue type`);
  }
  if (operator === 'BETWEEN' && second && compareValues(values[0]!, values[1]!)! > 0) {
    throw validation(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
  }
  return condition;
}

/** What the condition asks of an item. */
export function testOf({ name, operator, values }: LegacyCondition): Test {
  const read = readPath([name]);
  const [value, upper] = values.map(constant);
  switch (operator) {
    case 'EQ':
      return compare('=', read, value!);
    case 'NE':
      return compare('<>', read, value!);
    case 'LE':
      return compare('<=', read, value!);
    case 'LT':
      return compare('<', read, value!);
    case 'GE':
      return compare('>=', read, value!);
    case 'GT':
      return compare('>', read, value!);
    case 'NULL':
      return not(exists(read));
    case 'NOT_NULL':
      return exists(read);
    case 'CONTAINS':
      return contains(read, value!);
    case 'NOT_CONTAINS': {
      // Neither CONTAINS nor this holds for an attribute that isn't there.
      const found = contains(read, value!);
      return (item) => read(item) !== undefined && !found(item);
    }
    case 'BEGINS_WITH':
      return beginsWith(read, value!);
    case 'IN':
      return isIn(read, values.map(constant));
    default:
      return between(read, value!, upper!);
  }
}
