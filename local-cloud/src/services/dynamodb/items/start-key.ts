import type { AwsError } from '../../../core/aws-error.ts';
import { validation } from '../errors.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { Table } from '../tables/table.ts';
import { readItem, typeOf } from '../values/index.ts';

const INVALID = 'The provided starting key is invalid';

/** The place a page goes on from, by its ExclusiveStartKey. @throws AwsError ValidationException */
export function startPlace(table: Table, index: SecondaryIndex | undefined, json: unknown): string {
  const item = readItem(json);
  const attributes = new Map([...table.key.all, ...(index?.key.all ?? [])].map((each) => [each.name, each]));
  const names = Object.keys(item);
  const fits =
    names.length === attributes.size &&
    names.every((name) => attributes.has(name) && typeOf(item[name]!) === attributes.get(name)?.type);
  if (!fits) throw invalidStart(index);
  const place = table.key.encode(item)!;
  return index ? index.keyOf(item, place)! : place;
}

const invalidStart = (index: SecondaryIndex | undefined): AwsError =>
  validation(index ? INVALID : `${INVALID}: The provided key element does not match the schema`);

/** What DynamoDB says of a key to start from where a query finds one item at most. */
export function noStart(json: unknown): AwsError {
  const shown = Object.entries(readItem(json)).map(
    ([name, value]) => `${name}=AttributeValue: {${typeOf(value)}:${Object.values(value)[0]}}`,
  );
  return validation(`The provided exclusive start key is invalid: ExclusiveStartKey: {${shown.join(', ')}}`);
}

/** Refuses a place to start from that the query does not come by. @throws AwsError ValidationException */
export function checkWithin(place: string, range: { gte: string; lt: string }): void {
  if (place >= range.gte && place < range.lt) return;
  throw validation('The provided starting key is outside query boundaries based on provided conditions');
}
