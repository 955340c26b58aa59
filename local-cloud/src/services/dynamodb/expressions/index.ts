export { compileCondition, compileKeyCondition, compileProjection, compileUpdate } from './compile.ts';
export {
  type ConditionalOperator,
  checkParameters,
  compileAttributesToGet,
  compileAttributeUpdates,
  compileExpected,
  compileFilter,
  compileKeyConditions,
} from './legacy.ts';
export { Substitutions } from './substitutions.ts';
export type {
  Condition,
  ExpressionKind,
  KeyCondition,
  KeyNames,
  Path,
  Projection,
  RangeOperator,
  Update,
  Updated,
} from './types.ts';
