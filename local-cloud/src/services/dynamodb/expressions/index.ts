export { compileCondition, compileKeyCondition, compileProjection, compileUpdate } from './compile.ts';
export {
  type ConditionalOperator,
  compileAttributesToGet,
  compileAttributeUpdates,
  compileExpected,
  compileFilter,
  compileKeyConditions,
} from './legacy.ts';
export { checkParameters } from './parameters.ts';
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
