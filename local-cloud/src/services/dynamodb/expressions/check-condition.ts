import { type AttributeType, type AttributeValue, compareValues, typeOf } from '../values/index.ts';
import {
  type Bound,
  checkReserved,
  foreignFunction,
  knownType,
  misusedFunction,
  pathRequired,
  problem,
  type Scope,
  samePath,
  showPath,
  unknownFunction,
  wrongNumber,
  wrongType,
} from './bind.ts';
import { redundant } from './reader.ts';
import type { Comparator, ConditionNode, ConditionTree, OperandNode } from './syntax.ts';

type Call = Bound & { kind: 'call' };

const OPERANDS: ReadonlyMap<string, number> = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['attribute_type', 2],
  ['begins_with', 2],
  ['contains', 2],
  ['size', 1],
]);

/** Functions that UpdateExpression alone has. */
const UPDATE_FUNCTIONS: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);

const TYPES: readonly AttributeType[] = ['S', 'N', 'B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'NS', 'M'];

const ORDERED_TYPES: ReadonlySet<string> = new Set<AttributeType>(['S', 'N', 'B']);
const SIZELESS_TYPES: ReadonlySet<string> = new Set<AttributeType>(['N', 'BOOL', 'NULL']);

export const isConditionFunction = (name: string): boolean => OPERANDS.has(name);

/** What is wrong whatever the placeholders are, in the order in which DynamoDB tells it. @throws AwsError */
export function checkTree(tree: ConditionTree, scope: Scope): void {
  if (tree.redundantParentheses) throw redundant(scope.kind);
  const operands: { node: OperandNode; top: boolean }[] = [];
  collect(tree.root, operands);
  for (const { node } of operands) {
    if (node.kind !== 'call' || OPERANDS.has(node.name)) continue;
    if (UPDATE_FUNCTIONS.has(node.name)) throw foreignFunction(scope, 'a condition expression', node.name);
    throw unknownFunction(scope, node.name);
  }
  for (const { node, top } of operands) {
    // Only size has a value to compare, and nothing but it has one.
    if (node.kind === 'call' && (node.name === 'size') === top) throw misusedFunction(scope, node.name);
  }
  for (const { node } of operands) if (node.kind === 'path') checkReserved(node, scope);
}

/** All operands in the order of the text; `top` are functions that are conditions. */
function collect(node: ConditionNode, operands: { node: OperandNode; top: boolean }[]): void {
  const add = (...nodes: readonly OperandNode[]) => {
    for (const each of nodes) addOperand(each, false, operands);
  };
  if (node.kind === 'call') addOperand(node, true, operands);
  else if (node.kind === 'not') collect(node.operand, operands);
  else if (node.kind === 'compare') add(node.left, node.right);
  else if (node.kind === 'between') add(node.value, node.low, node.high);
  else if (node.kind === 'in') add(node.value, ...node.list);
  else {
    collect(node.left, operands);
    collect(node.right, operands);
  }
}

function addOperand(node: OperandNode, top: boolean, operands: { node: OperandNode; top: boolean }[]): void {
  operands.push({ node, top });
  if (node.kind === 'call') for (const arg of node.args) addOperand(arg, false, operands);
}

/** @throws AwsError where functions among the operands are not used as they are meant */
export function checkOperands(operands: readonly Bound[], scope: Scope): void {
  for (const operand of operands) if (operand.kind === 'call') checkCall(operand, scope);
}

/** @throws AwsError */
export function checkComparison(operator: Comparator, left: Bound, right: Bound, scope: Scope): void {
  checkDistinct(operator, [left, right], scope);
  if (operator === '=' || operator === '<>') return;
  checkOrdered(operator, [left, right], scope);
}

/** @throws AwsError */
export function checkBetween(value: Bound, low: Bound, high: Bound, scope: Scope): void {
  checkOrdered('BETWEEN', [value, low, high], scope);
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const shown =
    `lower bound operand: AttributeValue: ${showValue(low.value)}, ` +
    `upper bound operand: AttributeValue: ${showValue(high.value)}`;
  const order = compareValues(low.value, high.value);
  if (order === undefined) {
    throw problem(scope, `The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`);
  }
  if (order > 0) {
    throw problem(
      scope,
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`,
    );
  }
}

/** A function with its number of operands, and their types as far as the request tells them. @throws AwsError */
export function checkCall(call: Call, scope: Scope): void {
  checkOperands(call.args, scope);
  const { name, args } = call;
  if (args.length !== OPERANDS.get(name)) throw wrongNumber(scope, name, args.length);
  checkDistinct(name, args, scope);
  const [first, second] = args;
  if (name === 'size') refuse(first!, SIZELESS_TYPES, name, scope);
  else if (name === 'attribute_type') checkedType(second!, scope);
  else if (name === 'begins_with') {
    for (const arg of args) {
      const type = knownType(arg);
      if (type !== undefined && type !== 'S' && type !== 'B') throw wrongType(scope, name, type);
    }
  } else if (name !== 'contains' && first!.kind !== 'path') throw pathRequired(scope, name);
}

/** The type that attribute_type asks for. @throws AwsError where it is none, or not a value of the request */
export function checkedType(operand: Bound, scope: Scope): AttributeType {
  if (operand.kind !== 'value' || !('S' in operand.value)) {
    throw wrongType(scope, 'attribute_type', knownType(operand) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
  }
  const name = operand.value.S;
  const type = TYPES.find((known) => known === name);
  if (type) return type;
  throw problem(
    scope,
    `Invalid attribute type name found; type: ${name}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
  );
}

function checkDistinct(operator: string, [first, second]: readonly Bound[], scope: Scope): void {
  if (first?.kind !== 'path' || second?.kind !== 'path' || !samePath(first.path, second.path)) return;
  throw problem(
    scope,
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${showPath(first.path)}`,
  );
}

function checkOrdered(operator: string, operands: readonly Bound[], scope: Scope): void {
  for (const operand of operands) {
    const type = knownType(operand);
    if (type !== undefined && !ORDERED_TYPES.has(type)) throw wrongType(scope, operator, type);
  }
}

function refuse(operand: Bound, types: ReadonlySet<string>, name: string, scope: Scope): void {
  const type = knownType(operand);
  if (type !== undefined && types.has(type)) throw wrongType(scope, name, type);
}

/** A scalar as DynamoDB's errors have it: `{N:5}`. */
function showValue(value: AttributeValue): string {
  const type = typeOf(value);
  return `{${type}:${(value as Record<string, unknown>)[type]}}`;
}
