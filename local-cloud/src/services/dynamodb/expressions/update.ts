import { type Action, applyTree } from './apply.ts';
import {
  bindPath,
  bindValue,
  checkReserved,
  foreignFunction,
  misusedFunction,
  problem,
  type Scope,
  unknownFunction,
} from './bind.ts';
import { isConditionFunction } from './check-condition.ts';
import { projectItem, treeOf } from './paths.ts';
import { redundant } from './reader.ts';
import { bindSet } from './set-value.ts';
import type { ActionNode, SetNode, UpdateTree } from './syntax.ts';
import type { Path, Update } from './types.ts';
import { addTo, checkAdded, checkDeleted, deleteFrom } from './update-sets.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);

/** Looks up and checks what an update's text names. @throws AwsError ValidationException */
export function bindUpdate(tree: UpdateTree, scope: Scope): Update {
  checkTree(tree, scope);
  const bound = tree.actions.map((action) => ({
    path: bindPath(action.path, scope),
    leaf: bindAction(action, scope),
  }));
  return updateOf(bound, scope);
}

/** An update of actions on paths. @throws AwsError where paths overlap, or an operand's type is wrong */
export function updateOf(leaves: readonly { path: Path; leaf: Action }[], scope: Scope): Update {
  const tree = treeOf(leaves, scope);
  for (const { leaf } of leaves) leaf.check?.();
  return {
    paths: leaves.map(({ path }) => path),
    createsItem: leaves.some(({ leaf }) => leaf.creates),
    apply(item) {
      const updated = applyTree(item, tree);
      return {
        item: updated,
        updatedOld: () => partOf(projectItem(item, tree)),
        updatedNew: () => partOf(projectItem(updated, tree)),
      };
    },
  };
}

const partOf = <T extends object>(part: T): T | undefined =>
  Object.keys(part).length > 0 ? part : undefined;

function bindAction(action: ActionNode, scope: Scope): Action {
  if (action.section === 'REMOVE') return { kind: 'remove', creates: false };
  if (action.section === 'SET') {
    const { read, check } = bindSet(action.value, scope);
    return { kind: 'set', read, check, creates: true };
  }
  const value = bindValue(action.value.name, scope);
  if (action.section === 'ADD') {
    const check = () => checkAdded(value, scope);
    return { kind: 'change', change: (current) => addTo(current, value), creates: true, check };
  }
  const check = () => checkDeleted(value, scope);
  return { kind: 'change', change: (current) => deleteFrom(current, value), creates: false, check };
}

/** What is wrong whatever the placeholders are, in the order in which DynamoDB tells it. */
function checkTree(tree: UpdateTree, scope: Scope): void {
  if (tree.redundantParentheses) throw redundant(scope.kind);
  const nodes = tree.actions.flatMap((action) => [
    action.path,
    ...(action.section === 'SET' ? flatten(action.value) : []),
  ]);
  for (const node of nodes) if (node.kind === 'path') checkReserved(node, scope);
  for (const node of nodes) {
    if (node.kind !== 'call' || FUNCTIONS.has(node.name)) continue;
    if (isConditionFunction(node.name)) throw foreignFunction(scope, 'an update expression', node.name);
    throw unknownFunction(scope, node.name);
  }
  if (tree.repeated) {
    const message = `The "${tree.repeated}" section can only be used once in an update expression;`;
    throw problem(scope, message);
  }
  for (const node of nodes) {
    const inner = node.kind === 'call' && node.name === 'list_append' ? node.args : [];
    if (inner.some((arg) => arg.kind === 'call' && arg.name === 'list_append')) {
      throw misusedFunction(scope, 'list_append');
    }
  }
}

function flatten(node: SetNode, found: SetNode[] = []): SetNode[] {
  found.push(node);
  if (node.kind === 'call') for (const arg of node.args) flatten(arg, found);
  if (node.kind === 'arithmetic') {
    flatten(node.left, found);
    flatten(node.right, found);
  }
  return found;
}
