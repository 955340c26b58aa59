import {
  type Condition,
  checkParameters,
  compileAttributesToGet,
  compileCondition,
  compileExpected,
  compileProjection,
  type Projection,
  Substitutions,
} from '../expressions/index.ts';

/** The expression parameters that single writes have. */
export interface ConditionInput {
  readonly ConditionExpression?: string;
  readonly ConditionalOperator?: 'AND' | 'OR';
  readonly Expected?: unknown;
  readonly ExpressionAttributeNames?: unknown;
  readonly ExpressionAttributeValues?: unknown;
}

/** A put's or delete's condition, in either form. @throws AwsError ValidationException */
export function conditionOf(input: ConditionInput): Condition | undefined {
  if (hasNone(input)) return undefined;
  checkParameters(input as Record<string, unknown>);
  if (input.ConditionExpression === undefined) return expectedOf(input);
  const substitutions = new Substitutions(input);
  const condition = compileCondition(input.ConditionExpression, 'ConditionExpression', substitutions);
  substitutions.checkUsed();
  return condition;
}

/** Most writes and reads have no such parameters at all. */
const hasNone = (input: ConditionInput & ProjectionInput): boolean =>
  input.ConditionExpression === undefined &&
  input.ProjectionExpression === undefined &&
  input.Expected === undefined &&
  input.AttributesToGet === undefined &&
  input.ConditionalOperator === undefined &&
  input.ExpressionAttributeNames === undefined &&
  input.ExpressionAttributeValues === undefined;

export const expectedOf = (input: ConditionInput): Condition | undefined =>
  input.Expected === undefined ? undefined : compileExpected(input.Expected, input.ConditionalOperator);

export interface ProjectionInput {
  readonly ProjectionExpression?: string;
  readonly AttributesToGet?: unknown;
  readonly ExpressionAttributeNames?: unknown;
}

/** What a read is to answer of an item, in either form; undefined for all of it. @throws AwsError ValidationException */
export function projectionOf(input: ProjectionInput): Projection | undefined {
  if (hasNone(input)) return undefined;
  checkParameters(input as Record<string, unknown>, []);
  if (input.AttributesToGet !== undefined) return compileAttributesToGet(input.AttributesToGet);
  if (input.ProjectionExpression === undefined) return undefined;
  const substitutions = new Substitutions(input);
  const projection = compileProjection(input.ProjectionExpression, substitutions);
  substitutions.checkUsed();
  return projection;
}
