import { validation } from '../errors.ts';
import { type AttributeValue, after, encodeKey, encodePrefix, typeOf } from '../values/index.ts';
import type { KeyCondition, KeyNames, RangeOperator } from './types.ts';

/** One attribute's condition. */
export interface Piece {
  readonly name: string;
  readonly operator: RangeOperator;
  readonly values: readonly AttributeValue[];
}

type KeyAttribute = KeyNames['hash'][number];
type RangeCondition = KeyCondition['range'][number];

const notSupported = () => validation('Query key condition not supported');

/**
 * Puts the conditions in the schema's order: every hash attribute has an equality, and of the range attributes those from
 * the left, all but the last of them with an equality too.
 *
 * @throws AwsError ValidationException
 */
export function keyConditionOf(pieces: readonly Piece[], key: KeyNames): KeyCondition {
  checkCount(pieces, key);
  const byName = new Map(pieces.map((piece) => [piece.name, piece]));
  const hash = key.hash.map((attribute) => hashValue(byName.get(attribute.name), attribute, key));
  const range = rangeConditions(byName, key);
  if (hash.length + range.length < pieces.length) throw misplaced(byName, key, range);
  const prefix = hash.map(encodeKey).join('');
  return { hash, range, bounds: boundsOf(prefix, range) };
}

function checkCount(pieces: readonly Piece[], key: KeyNames): void {
  const most = Math.max(2, key.hash.length + key.range.length);
  if (pieces.length >= 1 && pieces.length <= most) return;
  throw validation(
    most === 2 ? 'Conditions can be of length 1 or 2 only' : `Conditions can be of length 1 to ${most} only`,
  );
}

function hashValue(piece: Piece | undefined, attribute: KeyAttribute, key: KeyNames): AttributeValue {
  if (!piece) {
    const why = key.hash.length > 1 ? ': all HASH key attributes must have an equality condition' : '';
    throw validation(`Query condition missed key schema element: ${attribute.name}${why}`);
  }
  checkPiece(piece, attribute);
  if (piece.operator === '=') return piece.values[0]!;
  if (key.hash.length === 1) throw notSupported();
  throw validation(
    'Query key condition not supported: all HASH key attributes must have an equality condition',
  );
}

function rangeConditions(byName: ReadonlyMap<string, Piece>, key: KeyNames): RangeCondition[] {
  const conditions: RangeCondition[] = [];
  for (const attribute of key.range) {
    const piece = byName.get(attribute.name);
    if (!piece) break;
    checkPiece(piece, attribute);
    conditions.push({ operator: piece.operator, values: piece.values });
    if (piece.operator !== '=') break;
  }
  return conditions;
}

function checkPiece({ operator, values }: Piece, { name, type }: KeyAttribute): void {
  if (values.some((value) => typeOf(value) !== type)) {
    throw validation(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  const [value] = values;
  if (operator !== '=' || !value || Object.values(value)[0] !== '') return;
  const what = type === 'B' ? 'empty binary value' : 'empty string value';
  throw validation(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an ${what}. Key: ${name}`,
  );
}

/** Why a condition has no place: it is on no key attribute, or not on the next range attribute. */
function misplaced(
  byName: ReadonlyMap<string, Piece>,
  key: KeyNames,
  range: readonly RangeCondition[],
): Error {
  if (key.range.length === 0) return notSupported();
  if (key.range.length > 1 && key.range.some(({ name }) => byName.has(name))) return gap(byName, key);
  const missing = key.range[range.length] ?? key.range[0]!;
  return validation(`Query condition missed key schema element: ${missing.name}`);
}

/** The last range attribute with a condition has others before it, all of which need an equality. */
function gap(byName: ReadonlyMap<string, Piece>, key: KeyNames): Error {
  const last = key.range.findLastIndex(({ name }) => byName.has(name));
  const lacking = key.range.slice(0, last).filter(({ name }) => byName.get(name)?.operator !== '=');
  return validation(
    `RANGE key attributes ${lacking.map(({ name }) => name).join(', ')} must have equality conditions specified in the query ` +
      `because a condition is present on key attribute ${key.range[last]?.name}`,
  );
}

/** The keys that the conditions take in, hash and range attributes encoded one behind the other. */
function boundsOf(hash: string, range: readonly RangeCondition[]): KeyCondition['bounds'] {
  let prefix = hash;
  for (const { operator, values } of range) {
    const [value, upper] = values;
    const encoded = prefix + encodeKey(value!);
    if (operator === '=') prefix = encoded;
    else if (operator === '<') return { gte: prefix, lt: encoded };
    else if (operator === '<=') return { gte: prefix, lt: after(encoded) };
    else if (operator === '>') return { gte: after(encoded), lt: after(prefix) };
    else if (operator === '>=') return { gte: encoded, lt: after(prefix) };
    else if (operator === 'BETWEEN') return { gte: encoded, lt: after(prefix + encodeKey(upper!)) };
    else return prefixed(prefix + encodePrefix(value!));
  }
  return prefixed(prefix);
}

const prefixed = (prefix: string) => ({ gte: prefix, lt: after(prefix) });
