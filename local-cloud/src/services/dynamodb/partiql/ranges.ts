import { validation } from '../errors.ts';
import { keyConditionOf, type Piece } from '../expressions/key-pieces.ts';
import type { KeyNames } from '../expressions/types.ts';
import { type AttributeValue, encodeKey, equalValues } from '../values/index.ts';
import { conjuncts, type Requirement, requirementOf } from './keys.ts';
import type { Expression } from './syntax.ts';
import type { Parameters } from './value.ts';

/** Part of a table or index, by encoded key: hash attributes, then range attributes. */
export interface KeyRange {
  readonly hash: readonly AttributeValue[];
  readonly bounds: { readonly gte: string; readonly lt: string };
}

/** A statement reads at most so many partitions. */
const MAX_RANGES = 50;

/**
 * Where the items are that a WHERE clause can be met by; undefined where they can be anywhere. Whatever else the clause
 * asks is left to a filter, which sees all of it again.
 *
 * @throws AwsError ValidationException
 */
export function rangesOf(
  where: Expression | undefined,
  key: KeyNames,
  parameters: Parameters,
): KeyRange[] | undefined {
  const alternatives = where?.kind === 'or' ? where.operands : [where];
  const ranges: KeyRange[] = [];
  for (const alternative of alternatives) {
    const found = rangesOfAll(conjuncts(alternative), key, parameters);
    if (!found) return undefined;
    for (const range of found) {
      // Of alternatives in one partition, whatever they ask of its range attributes, the partition is read once.
      const known = ranges.findIndex(({ hash }) => sameKey(hash, range.hash));
      if (known < 0) ranges.push(range);
      else ranges[known] = partition(range.hash, key);
    }
  }
  if (ranges.length > MAX_RANGES) {
    throw validation('Too many decomposed read operations for a given query.');
  }
  return ranges;
}

function rangesOfAll(
  operands: readonly Expression[],
  key: KeyNames,
  parameters: Parameters,
): KeyRange[] | undefined {
  const requirements = operands
    .map((operand) => requirementOf(operand, parameters))
    .filter((requirement) => requirement !== undefined);
  const of = (name: string) => requirements.filter((requirement) => requirement.name === name);
  const hashes: Requirement[] = [];
  for (const { name } of key.hash) {
    const requirement = of(name).find(({ operator }) => operator === '=' || operator === 'IN');
    if (!requirement) return undefined;
    hashes.push(requirement);
  }
  const wanted = rangePieces(key, of);
  return combinations(hashes).map((pieces) => narrowest(pieces, wanted, key));
}

/** Conditions on the range attributes from the left: equalities, then all that are on the one behind them. */
function rangePieces(key: KeyNames, of: (name: string) => Requirement[]) {
  const equal: Piece[] = [];
  for (const { name } of key.range) {
    const pieces = of(name).filter((requirement): requirement is Piece => requirement.operator !== 'IN');
    const equality = pieces.find(({ operator }) => operator === '=');
    if (!equality) return { equal, others: pieces };
    equal.push(equality);
  }
  return { equal, others: [] };
}

/** One equality for each hash attribute, in every combination of the values that INs give. */
function combinations(hashes: readonly Requirement[]): Piece[][] {
  let found: Piece[][] = [[]];
  for (const { name, values } of hashes) {
    const pieces = values.map((value): Piece => ({ name, operator: '=', values: [value] }));
    found = found.flatMap((before) => pieces.map((piece) => [...before, piece]));
    if (found.length > MAX_RANGES) break;
  }
  return found;
}

function narrowest(
  hash: readonly Piece[],
  { equal, others }: ReturnType<typeof rangePieces>,
  key: KeyNames,
): KeyRange {
  const fixed = [...hash, ...equal];
  const conditions = (others.length > 0 ? others.map((piece) => [...fixed, piece]) : [fixed]).map((pieces) =>
    keyConditionOf(pieces, key),
  );
  let { gte, lt } = conditions[0]!.bounds;
  for (const { bounds } of conditions) {
    if (bounds.gte > gte) gte = bounds.gte;
    if (bounds.lt < lt) lt = bounds.lt;
  }
  return { hash: conditions[0]!.hash, bounds: { gte, lt } };
}

function partition(hash: readonly AttributeValue[], key: KeyNames): KeyRange {
  const pieces = key.hash.map(({ name }, at): Piece => ({ name, operator: '=', values: [hash[at]!] }));
  return { hash, bounds: keyConditionOf(pieces, key).bounds };
}

const sameKey = (a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean =>
  a.every((value, at) => equalValues(value, b[at]!));

/** Ranges in the order of their hash attributes. */
export const byHash = (a: KeyRange, b: KeyRange): number => {
  const [left, right] = [a, b].map(({ hash }) => hash.map(encodeKey).join(''));
  return left! < right! ? -1 : 1;
};
