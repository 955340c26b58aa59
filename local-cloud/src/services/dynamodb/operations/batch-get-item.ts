import type { BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { validation } from '../errors.ts';
import { checkParameters, type Projection } from '../expressions/index.ts';
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

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MOST_KEYS = 100;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

type Requests = NonNullable<BatchGetItemCommandInput['RequestItems']>;
type Wanted = Requests[string];

interface TableRequest {
  /** As the request has it: a name or an ARN. */
  readonly given: string;
  readonly wanted: Wanted;
  readonly table: Table;
  readonly projection: Projection | undefined;
  readonly places: readonly string[];
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = modelled<BatchGetItemCommandInput, JsonBytes>(
  'BatchGetItem',
  (input, context) => {
    const requests = readRequests(input.RequestItems!, context);
    const capacity = new CapacityCount('read', input.ReturnConsumedCapacity);
    const responses: string[] = [];
    const unprocessed: Requests = {};
    let room = MAX_ANSWER_BYTES;
    for (const { given, wanted, table, projection, places } of requests) {
      const items: string[] = [];
      let at = 0;
      for (; at < places.length; at += 1) {
        const packed = table.items.get(places[at]!);
        const size = packed === undefined ? 0 : sizeOfPacked(packed);
        if (size > room) break;
        room -= size;
        const units = capacityUnits(size, READ_UNIT);
        capacity.add(table, wanted.ConsistentRead ? units : units / 2);
        if (packed === undefined) continue;
        items.push(projection ? jsonBytes(projection.project(parsePacked(packed))) : bytesOfPacked(packed));
      }
      if (at < places.length) {
        // What follows the first item that has no room is left for another request.
        room = -1;
        unprocessed[given] = { ...wanted, Keys: wanted.Keys!.slice(at) };
      }
      responses.push(`${jsonBytes(given)}:[${items.join(',')}]`);
    }
    return answer(
      { Responses: `{${responses.join(',')}}` },
      { UnprocessedKeys: unprocessed, ConsumedCapacity: capacity.all() },
    );
  },
);

function readRequests(requested: Requests, context: OperationContext): TableRequest[] {
  const opened = database(context);
  const entries = Object.entries(requested);
  if (entries.length === 0) {
    throw validation('The requestItems parameter is required for BatchGetItem');
  }
  // All tables of a request have to ask in the same form.
  const { AttributesToGet, ProjectionExpression } = Object.assign({}, ...Object.values(requested)) as Wanted;
  checkParameters({ AttributesToGet, ProjectionExpression }, []);
  const compiled = entries.map(([given, wanted]) => ({
    ...{ given, wanted, name: tableNameOf(given) },
    projection: projectionOf(wanted),
  }));
  const total = entries.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0);
  if (total > MOST_KEYS) throw validation('Too many items requested for the BatchGetItem call');
  return compiled.map(({ given, wanted, name, projection }) => {
    const table = opened.table(name);
    const places = wanted.Keys!.map((key) => readKey(table, key).place);
    if (new Set(places).size < places.length) {
      throw validation('Provided list of item keys contains duplicates');
    }
    return { given, wanted, table, projection, places };
  });
}
