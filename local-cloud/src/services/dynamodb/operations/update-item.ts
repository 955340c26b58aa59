import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import { modelled } from '../input.ts';
import { updateAction } from '../items/actions.ts';
import { writeItem } from '../items/single-write.ts';
import { database } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = modelled<UpdateItemCommandInput, JsonBytes>('UpdateItem', (input, context) => {
  const opened = database(context);
  const name = tableNameOf(input.TableName!);
  const action = updateAction(input)(opened.table(name));
  return writeItem(opened, action, input, () => action.keyItem);
});
