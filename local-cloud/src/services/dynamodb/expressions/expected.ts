import { validation } from '../errors.ts';
import { readValue } from '../values/index.ts';
import { readBoolean, readStructure } from '../values/wire.ts';
import { checked, type LegacyCondition, readList, readOperator } from './legacy-condition.ts';

const EXPECTED = 'com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue';

const invalid = (what: string) => validation(`One or more parameter values were invalid: ${what}`);

const given = (member: unknown): boolean => (member ?? undefined) !== undefined;

/** `Expected`'s conditions: a comparison, or a value, or that there is none. @throws AwsError ValidationException */
export const readExpected = (json: unknown): LegacyCondition[] =>
  Object.entries(readStructure(json, `java.util.Map<java.lang.String, ${EXPECTED}>`)).map(([name, member]) =>
    conditionOf(name, readStructure(member, `class ${EXPECTED}`)),
  );

function conditionOf(name: string, expected: Record<string, unknown>): LegacyCondition {
  const { Value, AttributeValueList, ComparisonOperator, Exists } = expected;
  if (given(AttributeValueList) && given(Value)) {
    throw invalid(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  }
  if (given(ComparisonOperator)) return comparison(name, expected);
  if (given(AttributeValueList)) {
    throw invalid(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  }
  const exists = given(Exists) ? readBoolean(Exists) : null;
  if (exists === false) {
    if (given(Value)) throw invalid(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return { name, operator: 'NULL', values: [] };
  }
  if (!given(Value)) throw invalid(`Value must be provided when Exists is ${exists} for Attribute: ${name}`);
  return { name, operator: 'EQ', values: [readValue(Value)] };
}

function comparison(name: string, expected: Record<string, unknown>): LegacyCondition {
  const { Value, AttributeValueList, Exists } = expected;
  if (given(Exists)) {
    throw invalid(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
  }
  const operator = readOperator(expected.ComparisonOperator, `expected.${name}.member`);
  const takesNone = operator === 'NULL' || operator === 'NOT_NULL';
  if (!takesNone && !given(AttributeValueList) && !given(Value)) {
    throw invalid(
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
    );
  }
  const values = given(Value) ? [readValue(Value)] : readList(AttributeValueList);
  return checked({ name, operator, values });
}
