import type { BatchWriteItemCommandInput, WriteRequest } from '@aws-sdk/client-dynamodb';
import { timeSlice } from '../../../core/time-slice.ts';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { deleteAction, putAction } from '../items/actions.ts';
import { answer } from '../items/answer.ts';
import { type Change, tableUnits } from '../items/change.ts';
import { type CollectionMetrics, collectionMetrics } from '../items/collection-metrics.ts';
import { placeOfKey } from '../items/item-key.ts';
import { prepare, type WriteAction } from '../items/write-action.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import type { Table } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';
import type { Item } from '../values/index.ts';

/** Puts and deletes of one request, whatever their tables. */
const MOST_REQUESTS = 25;

/** Bytes of items that are written in one go. */
const GROUP_BYTES = 1024 * 1024;

interface Request {
  readonly given: string;
  readonly request: WriteRequest;
  readonly action: WriteAction;
}

/**
 * Each write is by itself: those of a large batch go in groups, and others' requests come in between.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem = modelled<BatchWriteItemCommandInput, JsonBytes>(
  'BatchWriteItem',
  async (input, context) => {
    const opened = database(context);
    const requests = await readRequests(input, context);
    const capacity = new CapacityCount('write', input.ReturnConsumedCapacity);
    const metrics: Record<string, CollectionMetrics[]> = {};
    const unprocessed: Record<string, WriteRequest[]> = {};
    const slice = timeSlice(1);
    for (const group of groups(requests)) {
      const changes: Change[] = [];
      for (const { action, given, request } of group) {
        if (action.table.locked.has(action.key)) {
          unprocessed[given] = [...(unprocessed[given] ?? []), request];
        } else {
          changes.push(prepare(action));
        }
      }
      opened.commit(changes);
      for (const change of changes) {
        capacity.add(change.table, tableUnits(change), change.indexUnits);
        addMetrics(metrics, change, input.ReturnItemCollectionMetrics);
      }
      if (slice.isOver()) await slice.next();
    }
    return answer(
      { UnprocessedItems: jsonBytes(unprocessed) },
      {
        ItemCollectionMetrics: Object.keys(metrics).length > 0 ? metrics : undefined,
        ConsumedCapacity: capacity.all(),
      },
    );
  },
);

async function readRequests(
  input: BatchWriteItemCommandInput,
  context: OperationContext,
): Promise<Request[]> {
  const opened = database(context);
  const slice = timeSlice(1);
  const requests: Request[] = [];
  for (const { given, name, writes } of readTables(input)) {
    for (const request of writes) {
      const { PutRequest, DeleteRequest } = request;
      const act = PutRequest ? putAction(PutRequest, placeInBatch) : deleteAction(DeleteRequest!);
      const action = act(opened.table(name));
      requests.push({ given, request, action });
      if (slice.isOver()) await slice.next();
    }
  }
  refuseDuplicates(requests.map(({ action }) => action));
  return requests;
}

/** Of an item whose key is wrong, a batch says no more than of a key that is. */
const placeInBatch = (table: Table, item: Item): string => placeOfKey(table, table.key.pick(item));

function* groups(requests: readonly Request[]): Generator<Request[]> {
  let group: Request[] = [];
  let bytes = 0;
  for (const request of requests) {
    group.push(request);
    bytes += request.action.kind === 'put' ? request.action.item.packed.length : 0;
    if (bytes < GROUP_BYTES) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  yield group;
}

function readTables({ RequestItems }: BatchWriteItemCommandInput) {
  const entries = Object.entries(RequestItems!);
  if (entries.length === 0) {
    throw validation('The requestItems parameter is required for BatchWriteItem');
  }
  const total = entries.reduce((sum, [, requests]) => sum + requests.length, 0);
  if (total > MOST_REQUESTS) throw validation('Too many items requested for the BatchWriteItem call');
  for (const [, requests] of entries) requests.forEach(checkRequest);
  return entries.map(([given, writes]) => ({ given, name: tableNameOf(given), writes }));
}

function checkRequest({ PutRequest, DeleteRequest }: WriteRequest): void {
  if ((PutRequest === undefined) !== (DeleteRequest === undefined)) return;
  throw validation(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}

function refuseDuplicates(actions: readonly WriteAction[]): void {
  const places = actions.map(({ table, key }) => `${table.record.id}${key}`);
  if (new Set(places).size < places.length) {
    throw validation('Provided list of item keys contains duplicates');
  }
}

function addMetrics(
  metrics: Record<string, CollectionMetrics[]>,
  change: Change,
  asked: string | undefined,
): void {
  const { table, after, before } = change;
  const item = after ?? before;
  const found = item && collectionMetrics(table, () => item.item, asked);
  if (found) metrics[table.name] = [...(metrics[table.name] ?? []), found];
}
