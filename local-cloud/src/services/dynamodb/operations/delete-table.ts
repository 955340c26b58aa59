import type { DeleteTableCommandInput, DeleteTableCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import { validation } from '../errors.ts';
import { database } from '../store.ts';
import { describeTable } from '../tables/describe-table.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<DeleteTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export function deleteTable(input: DeleteTableCommandInput, context: OperationContext): Output {
  const opened = database(context);
  const table = opened.describedTable(tableNameOf(input.TableName!));
  if (table.record.deletionProtected) {
    throw validation(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  const TableDescription = describeTable(table, { table: 'DELETING', index: () => 'DELETING' });
  opened.delete(table);
  return { TableDescription };
}
