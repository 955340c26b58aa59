import { bindCondition } from './condition.ts';
import { bindKeyCondition } from './key-condition.ts';
import { parseCondition } from './parse-condition.ts';
import { parseProjection, parseUpdate } from './parse-update.ts';
import { bindProjection } from './projection.ts';
import type { Substitutions } from './substitutions.ts';
import type { Condition, ExpressionKind, KeyCondition, KeyNames, Projection, Update } from './types.ts';
import { bindUpdate } from './update.ts';

/** Clients send the same few texts over and over: their trees are kept, the oldest given up first. */
const KEPT_TREES = 1000;

function remembering<T>(parse: (text: string, kind: ExpressionKind) => T) {
  const trees = new Map<string, T>();
  return (text: string, kind: ExpressionKind): T => {
    const known = trees.get(text);
    if (known !== undefined) return known;
    const tree = parse(text, kind);
    if (trees.size >= KEPT_TREES) trees.delete(trees.keys().next().value!);
    trees.set(text, tree);
    return tree;
  };
}

const conditionTree = remembering(parseCondition);
const updateTree = remembering(parseUpdate);
const projectionTree = remembering(parseProjection);

/** All throw AwsError ValidationException, `Invalid ConditionExpression: …`. */
export function compileCondition(
  text: string,
  kind: 'ConditionExpression' | 'FilterExpression',
  substitutions: Substitutions,
): Condition {
  return bindCondition(conditionTree(text, kind), { kind, substitutions });
}

export function compileUpdate(text: string, substitutions: Substitutions): Update {
  const kind = 'UpdateExpression';
  return bindUpdate(updateTree(text, kind), { kind, substitutions });
}

export function compileProjection(text: string, substitutions: Substitutions): Projection {
  const kind = 'ProjectionExpression';
  return bindProjection(projectionTree(text, kind), { kind, substitutions });
}

/** @returns what puts the conditions to a table's or index's key, which throws the same */
export function compileKeyCondition(
  text: string,
  substitutions: Substitutions,
): (key: KeyNames) => KeyCondition {
  const kind = 'KeyConditionExpression';
  return bindKeyCondition(conditionTree(text, kind), { kind, substitutions });
}
