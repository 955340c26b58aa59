import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import { modelled } from '../input.ts';
import { putAction } from '../items/actions.ts';
import { checkReturnValues } from '../items/return-values.ts';
import { writeItem } from '../items/single-write.ts';
import { database } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';
import type { Item } from '../values/index.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = modelled<PutItemCommandInput, JsonBytes>('PutItem', (input, context) => {
  const opened = database(context);
  const name = tableNameOf(input.TableName!);
  checkReturnValues(input.ReturnValues);
  const action = putAction(input)(opened.table(name));
  return writeItem(opened, action, input, () => input.Item as Item);
});
