import { validation } from '../errors.ts';
import type { AttributeValue } from '../values/index.ts';
import { type Bound, bindCall, bindOperand, problem, type Scope } from './bind.ts';
import { checkBetween, checkCall, checkComparison, checkTree } from './check-condition.ts';
import { keyConditionOf, type Piece } from './key-pieces.ts';
import type { Comparator, ConditionNode, ConditionTree, OperandNode } from './syntax.ts';
import type { KeyCondition, KeyNames, RangeOperator } from './types.ts';

/** `:v < key` is `key > :v`. */
const MIRRORED: { readonly [O in Exclude<Comparator, '<>'>]: RangeOperator } = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * Conditions on keys, and the text of the same on filters, are of one grammar; what keys don't have is refused here,
 * before anybody knows which keys.
 *
 * @returns what puts them to a key
 * @throws AwsError ValidationException
 */
export function bindKeyCondition(tree: ConditionTree, scope: Scope): (key: KeyNames) => KeyCondition {
  checkTree(tree, scope);
  const pieces: Piece[] = [];
  collect(tree.root, scope, pieces);
  return (key) => {
    const most = key.hash.length + key.range.length;
    if (pieces.length > Math.max(most, 2)) {
      throw validation(
        `The number of query conditions (${pieces.length}) exceeds the number of key attributes defined in the schema (${most})`,
      );
    }
    return keyConditionOf(pieces, key);
  };
}

function collect(node: ConditionNode, scope: Scope, pieces: Piece[]): void {
  if (node.kind === 'and') {
    collect(node.left, scope, pieces);
    collect(node.right, scope, pieces);
    return;
  }
  const piece = pieceOf(node, scope);
  if (pieces.some(({ name }) => name === piece.name)) {
    throw problem(scope, 'KeyConditionExpressions must only contain one condition per key');
  }
  pieces.push(piece);
}

function pieceOf(node: Exclude<ConditionNode, { kind: 'and' }>, scope: Scope): Piece {
  switch (node.kind) {
    case 'compare': {
      const { operator } = node;
      const [left, right] = bindAll([node.left, node.right], scope);
      checkComparison(operator, left!, right!, scope);
      if (operator === '<>') throw wrongOperator('<>');
      const mirrored = left!.kind !== 'path';
      const { name, values } = operands(mirrored ? [right!, left!] : [left!, right!], scope);
      return { name, operator: mirrored ? MIRRORED[operator] : operator, values };
    }
    case 'between': {
      const [value, low, high] = bindAll([node.value, node.low, node.high], scope);
      checkBetween(value!, low!, high!, scope);
      if (value!.kind !== 'path') throw keyNotFirst('BETWEEN');
      return { operator: 'BETWEEN', ...operands([value!, low!, high!], scope) };
    }
    case 'call': {
      const call = bindCall(node, scope);
      checkCall(call, scope);
      if (call.name !== 'begins_with') throw wrongOperator(call.name);
      if (call.args[0]!.kind !== 'path') throw keyNotFirst('begins_with');
      return { operator: 'begins_with', ...operands(call.args, scope) };
    }
    default:
      throw wrongOperator(node.kind.toUpperCase());
  }
}

const bindAll = (nodes: readonly OperandNode[], scope: Scope): Bound[] =>
  nodes.map((node) => bindOperand(node, scope));

function operands(
  [key, ...others]: readonly Bound[],
  scope: Scope,
): { name: string; values: AttributeValue[] } {
  if ([key, ...others].some((operand) => operand?.kind === 'call')) {
    throw validation('KeyConditionExpressions cannot contain nested operations');
  }
  if (key?.kind !== 'path') {
    throw validation('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
  const values = others.map((operand) => {
    if (operand.kind === 'value') return operand.value;
    throw validation(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  });
  if (key.path.length > 1) {
    throw problem(scope, 'KeyConditionExpressions cannot have conditions on nested attributes');
  }
  return { name: key.path[0], values };
}

const wrongOperator = (operator: string) =>
  validation(`Invalid operator used in KeyConditionExpression: ${operator}`);

const keyNotFirst = (operator: string) =>
  validation(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
