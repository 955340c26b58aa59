import type { Json } from '../dynalite/types.ts';
import { malformed, validation } from '../errors.ts';

const MAX_ITEMS = 100;

/** @throws AwsError ValidationException where there are none, or more than 100 */
export function checkTransactItems(items: unknown): Json[] {
  const refuse = (shown: string, constraint: string) =>
    validation(
      `1 validation error detected: Value ${shown} at 'transactItems' failed to satisfy constraint: ${constraint}`,
    );
  if (!Array.isArray(items)) throw refuse('null', 'Member must not be null');
  if (items.length === 0) throw refuse("'[]'", 'Member must have length greater than or equal to 1');
  if (items.length > MAX_ITEMS) {
    throw refuse(`'[${items.length} items]'`, `Member must have length less than or equal to ${MAX_ITEMS}`);
  }
  const members = items.map((item: unknown) => (isStructure(item) ? Object.values(item) : [null]));
  if (!members.flat().every(isStructure)) throw malformed();
  return items as Json[];
}

const isStructure = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Capacity {
  TableName: string;
  CapacityUnits: number;
}

/**
 * What a transaction consumed, by table: twice what its parts would, as every item is prepared and then committed.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export function totalCapacity(
  outputs: readonly Json[],
  kind: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): { ConsumedCapacity?: Json[] } {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity } of outputs) {
    const consumed = ConsumedCapacity as Capacity | undefined;
    if (!consumed) continue;
    units.set(consumed.TableName, (units.get(consumed.TableName) ?? 0) + 2 * consumed.CapacityUnits);
  }
  if (units.size === 0) return {};
  return {
    ConsumedCapacity: [...units].map(([TableName, total]) => ({
      TableName,
      CapacityUnits: total,
      [kind]: total,
    })),
  };
}
