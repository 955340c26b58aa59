import type { GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { type JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';
import { modelled } from '../input.ts';
import { answer } from '../items/answer.ts';
import { projectionOf } from '../items/compile.ts';
import { readKey } from '../items/item-key.ts';
import { bytesOfPacked, parsePacked, sizeOfPacked } from '../items/stored-item.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { capacityUnits, READ_UNIT } from '../tables/units.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem = modelled<GetItemCommandInput, JsonBytes>('GetItem', (input, context) => {
  const projection = projectionOf(input);
  const table = database(context).table(tableNameOf(input.TableName!));
  const { place } = readKey(table, input.Key);
  const packed = table.items.get(place);
  const capacity = new CapacityCount('read', input.ReturnConsumedCapacity);
  const units = capacityUnits(packed === undefined ? 0 : sizeOfPacked(packed), READ_UNIT);
  capacity.add(table, input.ConsistentRead ? units : units / 2);
  const Item =
    packed === undefined || !projection
      ? packed && bytesOfPacked(packed)
      : jsonBytes(projection.project(parsePacked(packed)));
  return answer({ Item }, { ConsumedCapacity: capacity.one() });
});
