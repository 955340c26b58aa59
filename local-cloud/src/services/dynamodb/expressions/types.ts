import type { AttributeValue, Item } from '../values/index.ts';

export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** A document path: an attribute's name, then names and list indexes. */
export type Path = readonly [string, ...(string | number)[]];

export interface Condition {
  /** Whether it holds; an item that isn't there has no attributes. */
  matches(item: Item | undefined): boolean;
  /** Every path read, so that key attributes can be refused in a filter. */
  readonly paths: readonly Path[];
}

export interface Projection {
  project(item: Item): Item;
  readonly paths: readonly Path[];
}

export interface Update {
  /**
   * Carries the update out on a copy; `item` has its key already where none was there.
   * @throws AwsError ValidationException where the item is not as the update takes it to be
   */
  apply(item: Item): Updated;
  /** Whether it makes an item where there was none: one that only removes does not. */
  readonly createsItem: boolean;
  /** Every path written, so that key attributes can be refused. */
  readonly paths: readonly Path[];
}

export interface Updated {
  readonly item: Item;
  /** What ReturnValues UPDATED_OLD and UPDATED_NEW answer; undefined where there is nothing, so no `Attributes`. */
  updatedOld(): Item | undefined;
  updatedNew(): Item | undefined;
}

export type RangeOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

/** Key attributes in the order of the schema; up to four of each. */
export interface KeyNames {
  readonly hash: readonly { name: string; type: 'S' | 'N' | 'B' }[];
  readonly range: readonly { name: string; type: 'S' | 'N' | 'B' }[];
}

export interface KeyCondition {
  /** The values of all hash attributes, in the schema's order. */
  readonly hash: readonly AttributeValue[];
  /** Conditions on the first range attributes, in the schema's order; only the last may be other than `=`. */
  readonly range: readonly { operator: RangeOperator; values: readonly AttributeValue[] }[];
  /** The same as bounds of keys encoded as hash attributes, range attributes: `gte <= key < lt`. */
  readonly bounds: { readonly gte: string; readonly lt: string };
}
