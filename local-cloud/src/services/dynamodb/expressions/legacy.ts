import { validation } from '../errors.ts';
import { checkName } from '../values/index.ts';
import { readText, unexpectedField } from '../values/wire.ts';
import type { Scope } from './bind.ts';
import { conditionOf } from './condition.ts';
import { all, any } from './evaluate.ts';
import { readExpected } from './expected.ts';
import { keyConditionOf, type Piece } from './key-pieces.ts';
import { type LegacyCondition, readConditions, testOf } from './legacy-condition.ts';
import { projectionOf } from './projection.ts';
import { Substitutions } from './substitutions.ts';
import type { Condition, KeyCondition, KeyNames, Projection, RangeOperator } from './types.ts';

export { compileAttributeUpdates } from './attribute-updates.ts';

export type ConditionalOperator = 'AND' | 'OR';

/** The legacy parameters, as they came in the request; all throw AwsError ValidationException. */
export const compileExpected = (expected: unknown, operator?: ConditionalOperator): Condition =>
  combine(readExpected(expected), operator);

/** QueryFilter, ScanFilter */
export const compileFilter = (
  filter: unknown,
  member: 'QueryFilter' | 'ScanFilter',
  operator?: ConditionalOperator,
): Condition =>
  combine(readConditions(filter, member === 'QueryFilter' ? 'queryFilter' : 'scanFilter'), operator);

function combine(conditions: readonly LegacyCondition[], operator: ConditionalOperator = 'AND'): Condition {
  const tests = conditions.map(testOf);
  const paths = conditions.map(({ name }) => [name] as const);
  // No condition at all holds, whichever way they are joined.
  return conditionOf(operator === 'OR' && tests.length > 0 ? any(tests) : all(tests), paths);
}

const RANGE_OPERATORS: ReadonlyMap<string, RangeOperator> = new Map([
  ['EQ', '='],
  ['LT', '<'],
  ['LE', '<='],
  ['GT', '>'],
  ['GE', '>='],
  ['BETWEEN', 'BETWEEN'],
  ['BEGINS_WITH', 'begins_with'],
]);

export function compileKeyConditions(json: unknown, key: KeyNames): KeyCondition {
  const pieces = readConditions(json, 'keyConditions').map(({ name, operator, values }): Piece => {
    const range = RANGE_OPERATORS.get(operator);
    if (range) return { name, operator: range, values };
    throw validation('Attempted conditional constraint is not an indexable operation');
  });
  return keyConditionOf(pieces, key);
}

const SCOPE: Scope = { kind: 'ProjectionExpression', substitutions: new Substitutions({}) };

/** Names of attributes; dots and brackets in them mean nothing. */
export function compileAttributesToGet(json: unknown): Projection {
  if (!Array.isArray(json)) throw unexpectedField(json);
  const seen = new Set<string>();
  for (const given of json) {
    const name = readText(given);
    checkName(name);
    if (seen.has(name)) {
      throw validation(
        `One or more parameter values were invalid: Duplicate value in attribute name: ${name}`,
      );
    }
    seen.add(name);
  }
  const paths = [...seen].map((name) => [name] as const);
  return projectionOf(paths, SCOPE);
}
