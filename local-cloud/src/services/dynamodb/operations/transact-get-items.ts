import type { TransactGetItem, TransactGetItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import type { Database } from '../database.ts';
import { transactionConflict, validation } from '../errors.ts';
import type { Projection } from '../expressions/index.ts';
import { modelled } from '../input.ts';
import { answer } from '../items/answer.ts';
import { projectionOf } from '../items/compile.ts';
import { readKey } from '../items/item-key.ts';
import { bytesOfPacked, parsePacked, sizeOfPacked } from '../items/stored-item.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import type { Table } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { capacityUnits, READ_UNIT } from '../tables/units.ts';
import { type CancellationReason, cancelFor, reasonOf } from '../transactions/cancellation.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const MAX_BYTES = 4 * 1024 * 1024;

interface Found {
  readonly table: Table;
  readonly place: string;
  readonly packed: string | undefined;
  readonly projection: Projection | undefined;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems = modelled<TransactGetItemsCommandInput, JsonBytes>(
  'TransactGetItems',
  (input, context) => {
    const opened = database(context);
    const results = input.TransactItems!.map((item) => find(opened, item));
    cancelFor(results.map((result) => ('Code' in result ? result : undefined)));
    const found = results as Found[];
    if (new Set(found.map(({ table, place }) => table.record.id + place)).size < found.length) {
      throw validation('Transaction request cannot include multiple operations on one item');
    }
    const total = found.reduce(
      (sum, { packed }) => sum + (packed === undefined ? 0 : sizeOfPacked(packed)),
      0,
    );
    if (total > MAX_BYTES)
      throw validation('Transaction response size exceeded the maximum allowed size of 4 MB');
    const capacity = new CapacityCount('read', input.ReturnConsumedCapacity);
    const responses = found.map(({ table, packed, projection }) => {
      // Every item is prepared and then read, each at the price of a consistent read.
      capacity.add(table, 2 * capacityUnits(packed === undefined ? 0 : sizeOfPacked(packed), READ_UNIT));
      if (packed === undefined) return '{}';
      return `{"Item":${projection ? jsonBytes(projection.project(parsePacked(packed))) : bytesOfPacked(packed)}}`;
    });
    return answer({ Responses: `[${responses.join(',')}]` }, { ConsumedCapacity: capacity.all(true) });
  },
);

/** What is wrong with the get by itself is the request's error, what is wrong beside its table a reason to cancel. */
function find(opened: Database, { Get }: TransactGetItem): Found | CancellationReason {
  const projection = projectionOf(Get!);
  const table = opened.table(tableNameOf(Get!.TableName!));
  try {
    const { place } = readKey(table, Get!.Key);
    if (table.locked.has(place)) throw transactionConflict();
    return { table, place, packed: table.items.get(place), projection };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return reasonOf(error);
  }
}
