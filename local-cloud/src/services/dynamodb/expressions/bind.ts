import { type AttributeType, type AttributeValue, typeOf } from '../values/index.ts';
import { constant, type Read, readPath } from './evaluate.ts';
import { size } from './functions.ts';
import { invalidExpression } from './lexer.ts';
import { isReserved } from './reserved-words.ts';
import type { Substitutions } from './substitutions.ts';
import type { CallNode, OperandNode, PathNode } from './syntax.ts';
import type { ExpressionKind, Path } from './types.ts';

/** An operand with its placeholders looked up. */
export type Bound =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Bound[] };

/** What an expression is compiled with, and the paths met on the way. */
export interface Scope {
  readonly kind: ExpressionKind;
  readonly substitutions: Substitutions;
}

export const problem = (scope: Scope, message: string) => invalidExpression(scope.kind, message);

/** @throws AwsError where a placeholder is not defined */
export function bindPath(node: PathNode, scope: Scope): Path {
  const steps = node.steps.map((step) => {
    if (typeof step === 'number') return step;
    if (!step.placeholder) return step.name;
    const name = scope.substitutions.name(step.name);
    if (name !== undefined) return name;
    throw problem(
      scope,
      `An expression attribute name used in the document path is not defined; attribute name: ${step.name}`,
    );
  });
  // The grammar begins every path with a name.
  return steps as unknown as Path;
}

/** @throws AwsError where a placeholder is not defined */
export function bindValue(name: string, scope: Scope): AttributeValue {
  const value = scope.substitutions.value(name);
  if (value !== undefined) return value;
  throw problem(
    scope,
    `An expression attribute value used in expression is not defined; attribute value: ${name}`,
  );
}

/** @throws AwsError where a placeholder is not defined */
export function bindOperand(node: OperandNode, scope: Scope): Bound {
  if (node.kind === 'path') return { kind: 'path', path: bindPath(node, scope) };
  if (node.kind === 'value') return { kind: 'value', value: bindValue(node.name, scope) };
  return bindCall(node, scope);
}

export function bindCall(node: CallNode, scope: Scope): Bound & { kind: 'call' } {
  return { kind: 'call', name: node.name, args: node.args.map((arg) => bindOperand(arg, scope)) };
}

/** The first reserved word in a path. @throws AwsError */
export function checkReserved(node: PathNode, scope: Scope): void {
  for (const step of node.steps) {
    if (typeof step === 'number' || step.placeholder || !isReserved(step.name)) continue;
    throw problem(scope, `Attribute name is a reserved keyword; reserved keyword: ${step.name}`);
  }
}

/** An operand's type, where the request tells it. */
export function knownType(operand: Bound): AttributeType | undefined {
  if (operand.kind === 'value') return typeOf(operand.value);
  return operand.kind === 'call' && operand.name === 'size' ? 'N' : undefined;
}

/** Reads an operand of a condition, in which `size` is the only function with a value. */
export function readOperand(operand: Bound): Read {
  if (operand.kind === 'path') return readPath(operand.path);
  if (operand.kind === 'value') return constant(operand.value);
  return size(readOperand(operand.args[0]!));
}

/** A path as DynamoDB's errors have it: `[a, [1], b]`. */
export const showPath = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;

export const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);

export const wrongNumber = (scope: Scope, operator: string, count: number) =>
  problem(
    scope,
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${operator}, number of operands: ${count}`,
  );

export const wrongType = (scope: Scope, operator: string, type: string) =>
  problem(
    scope,
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );

export const pathRequired = (scope: Scope, name: string) =>
  problem(scope, `Operator or function requires a document path; operator or function: ${name}`);

export const unknownFunction = (scope: Scope, name: string) =>
  problem(scope, `Invalid function name; function: ${name}`);

export const misusedFunction = (scope: Scope, name: string) =>
  problem(scope, `The function is not allowed to be used this way in an expression; function: ${name}`);

/** A function that expressions of another kind have. */
export const foreignFunction = (scope: Scope, where: string, name: string) =>
  problem(scope, `The function is not allowed in ${where}; function: ${name}`);
