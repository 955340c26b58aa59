import { validation } from '../errors.ts';

const EXPRESSIONS = [
  'UpdateExpression',
  'ProjectionExpression',
  'FilterExpression',
  'ConditionExpression',
  'KeyConditionExpression',
];
const LEGACY = [
  'AttributesToGet',
  'AttributeUpdates',
  'QueryFilter',
  'ScanFilter',
  'Expected',
  'ConditionalOperator',
  'KeyConditions',
];

/**
 * Refuses a request that has both legacy and expression parameters, or names or values without an expression.
 * `operands` are the expressions of the operation that may hold values, in the order in which DynamoDB names them.
 *
 * @throws AwsError ValidationException
 */
export function checkParameters(
  input: Record<string, unknown>,
  operands: readonly string[] = ['ConditionExpression'],
): void {
  const present = (names: readonly string[]) =>
    names.filter((name) => (input[name] ?? undefined) !== undefined);
  const expressions = present(EXPRESSIONS);
  // Conditions on keys of the old kind go together with expressions, other than their own kind.
  const legacy = present(LEGACY).filter(
    (name) => name !== 'KeyConditions' || expressions.includes('KeyConditionExpression'),
  );
  if (expressions.length > 0 && legacy.length > 0) {
    throw validation(
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${legacy.join(', ')}} Expression parameters: {${expressions.join(', ')}}`,
    );
  }
  if (input.ExpressionAttributeNames && expressions.length === 0) {
    throw validation('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (input.ExpressionAttributeValues && operands.length > 0 && present(operands).length === 0) {
    const be = operands.length > 1 ? 'are' : 'is';
    throw validation(
      `ExpressionAttributeValues can only be specified when using expressions: ${operands.join(' and ')} ${be} null`,
    );
  }
  checkConditionalOperator(input);
}

function checkConditionalOperator(input: Record<string, unknown>): void {
  if (!input.ConditionalOperator) return;
  const conditions = input.Expected ?? input.QueryFilter ?? input.ScanFilter ?? {};
  const count = Object.keys(conditions).length;
  if (count === 0) throw validation('ConditionalOperator cannot be used without Filter or Expected');
  if (count > 1) return;
  throw validation('ConditionalOperator can only be used when Filter or Expected has two or more elements');
}
