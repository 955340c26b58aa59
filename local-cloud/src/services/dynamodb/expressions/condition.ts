import type { Item } from '../values/index.ts';
import { type Bound, bindCall, bindOperand, readOperand, type Scope } from './bind.ts';
import {
  checkBetween,
  checkCall,
  checkComparison,
  checkedType,
  checkOperands,
  checkTree,
} from './check-condition.ts';
import { and, between, compare, isIn, not, or, type Test } from './evaluate.ts';
import { beginsWith, contains, exists, hasType } from './functions.ts';
import type { CallNode, ConditionNode, ConditionTree, OperandNode } from './syntax.ts';
import type { Condition, Path } from './types.ts';

const NOTHING: Item = {};

/** A condition that answers as DynamoDB's do: an item that isn't there has no attributes. */
export const conditionOf = (test: Test, paths: readonly Path[]): Condition => ({
  matches: (item) => test(item ?? NOTHING),
  paths,
});

/** Looks up and checks what a condition's text names. @throws AwsError ValidationException */
export function bindCondition(tree: ConditionTree, scope: Scope): Condition {
  checkTree(tree, scope);
  const paths: Path[] = [];
  return conditionOf(bind(tree.root, scope, paths), paths);
}

/** Recursion goes as deep as operators nest, of which there are 300 at most. */
function bind(node: ConditionNode, scope: Scope, paths: Path[]): Test {
  switch (node.kind) {
    case 'and':
      return and(bind(node.left, scope, paths), bind(node.right, scope, paths));
    case 'or':
      return or(bind(node.left, scope, paths), bind(node.right, scope, paths));
    case 'not':
      return not(bind(node.operand, scope, paths));
    case 'compare':
      return bindComparison(node, scope, paths);
    case 'between': {
      const [value, low, high] = bindAll([node.value, node.low, node.high], scope, paths);
      checkBetween(value!, low!, high!, scope);
      return between(readOperand(value!), readOperand(low!), readOperand(high!));
    }
    case 'in': {
      const [value, ...list] = bindAll([node.value, ...node.list], scope, paths);
      return isIn(readOperand(value!), list.map(readOperand));
    }
    default:
      return bindFunction(node, scope, paths);
  }
}

function bindComparison(node: ConditionNode & { kind: 'compare' }, scope: Scope, paths: Path[]): Test {
  const [left, right] = bindAll([node.left, node.right], scope, paths);
  checkComparison(node.operator, left!, right!, scope);
  return compare(node.operator, readOperand(left!), readOperand(right!));
}

function bindFunction(node: CallNode, scope: Scope, paths: Path[]): Test {
  const call = bindCall(node, scope);
  collect(call, paths);
  checkCall(call, scope);
  const [first, second] = call.args;
  const read = readOperand(first!);
  switch (call.name) {
    case 'attribute_exists':
      return exists(read);
    case 'attribute_not_exists':
      return not(exists(read));
    case 'attribute_type':
      return hasType(read, checkedType(second!, scope));
    case 'begins_with':
      return beginsWith(read, readOperand(second!));
    default:
      return contains(read, readOperand(second!));
  }
}

/** The operands with their placeholders looked up and their functions checked, as in all conditions but functions. */
function bindAll(nodes: readonly OperandNode[], scope: Scope, paths: Path[]): Bound[] {
  const operands = nodes.map((node) => bindOperand(node, scope));
  for (const operand of operands) collect(operand, paths);
  checkOperands(operands, scope);
  return operands;
}

function collect(operand: Bound, paths: Path[]): void {
  if (operand.kind === 'path') paths.push(operand.path);
  else if (operand.kind === 'call') for (const arg of operand.args) collect(arg, paths);
}
