import type { ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import type { Database } from '../database.ts';
import { transactionConflict, UnfitRequest, unfit } from '../errors.ts';
import { answer } from '../items/answer.ts';
import { parsePacked, sizeOfPacked } from '../items/stored-item.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import { capacityUnits, READ_UNIT } from '../tables/units.ts';
import { type CancellationReason, cancelFor, reasonOf } from '../transactions/cancellation.ts';
import type { Prepared } from './prepared.ts';
import { projectionOf } from './projection.ts';
import type { SelectStatement } from './syntax.ts';
import { findTarget } from './target.ts';
import type { Parameters } from './value.ts';
import { tableOf } from './write.ts';

/** Reads the one item of each SELECT, all as they are at one moment. @throws AwsError TransactionCanceledException, ValidationException */
export function readTogether(
  database: Database,
  statements: readonly Prepared[],
  asked: { readonly ReturnConsumedCapacity?: ReturnConsumedCapacity },
): JsonBytes {
  const capacity = new CapacityCount('read', asked.ReturnConsumedCapacity);
  const results = statements.map(({ statement, parameters }, at) =>
    read(database, statement as SelectStatement, parameters, capacity, at),
  );
  cancelFor(results.map((result) => (typeof result === 'string' ? undefined : result)));
  return answer({ Responses: `[${results.join(',')}]` }, { ConsumedCapacity: capacity.all(true) });
}

function read(
  database: Database,
  { source, where, paths }: SelectStatement,
  parameters: Parameters,
  capacity: CapacityCount,
  at: number,
): string | CancellationReason {
  try {
    const table = tableOf(database, source);
    const target = findTarget(table, where, parameters);
    // A clause that asks for more than the key is as good as one without it.
    if (!target || target.test) {
      throw unfit(
        `Validation failed in TransactStatements[${at}]: Select statements within ExecuteTransaction must specify the primary key in the where clause.`,
      );
    }
    const { place } = target.key;
    if (table.locked.has(place)) throw transactionConflict();
    const packed = table.items.get(place);
    capacity.add(table, 2 * capacityUnits(packed === undefined ? 0 : sizeOfPacked(packed), READ_UNIT));
    const item = packed === undefined ? undefined : parsePacked(packed);
    if (!item) return '{}';
    return `{"Item":${jsonBytes(paths ? projectionOf(paths).project(item) : item)}}`;
  } catch (error) {
    if (!(error instanceof AwsError) || error instanceof UnfitRequest) throw error;
    return reasonOf(error);
  }
}
