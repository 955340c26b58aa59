import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import type { Json, TableRecord } from '../dynalite/types.ts';
import type { Engine } from '../engine.ts';
import { engine } from '../store.ts';
import { tableNameOf } from '../table-description.ts';

type ItemOperation = 'BatchGetItem' | 'BatchWriteItem' | 'GetItem' | 'Query' | 'Scan';
type WriteOperation = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** An operation that dynalite carries out whole. Items are not typed here: they are any JSON that its checks let pass. */
export const itemOperation =
  (operation: ItemOperation) =>
  async (input: Json, context: OperationContext): Promise<Json> =>
    (await engine(context)).run(operation, byName(input));

/** A write, with the one thing about conditions that dynalite lacks: answering the item that failed them. */
export const writeOperation =
  (operation: WriteOperation) =>
  async (input: Json, context: OperationContext): Promise<Json> => {
    const opened = await engine(context);
    const named = byName(input);
    try {
      return await opened.run(operation, named);
    } catch (error) {
      if (input.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') throw error;
      throw await withItem(error, named, opened);
    }
  };

function byName(input: Json): Json {
  const { TableName: name } = input;
  return typeof name === 'string' && name.startsWith('arn:')
    ? { ...input, TableName: tableNameOf(name) }
    : input;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html (ReturnValuesOnConditionCheckFailure) */
async function withItem(error: unknown, input: Json, opened: Engine): Promise<unknown> {
  if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') return error;
  const { TableName } = input;
  const table = await opened.table(String(TableName));
  const Key = keyOf((input.Key ?? input.Item) as Json, table);
  const { Item } = await opened.run('GetItem', { TableName, Key, ConsistentRead: true });
  const members = Item ? { ...error.members, Item } : error.members;
  return new AwsError(error.code, error.message, { members });
}

/** The key attributes of an item. */
export function keyOf(item: Json, table: TableRecord): Json {
  return Object.fromEntries(table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
}
