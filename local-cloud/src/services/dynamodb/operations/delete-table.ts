import type { DeleteTableCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import { validation } from '../errors.ts';
import { engine } from '../store.ts';
import { describeRecord, tableNameOf } from '../table-description.ts';

type Output = Omit<DeleteTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export async function deleteTable(input: Json, context: OperationContext): Promise<Output> {
  const opened = await engine(context);
  const named = { ...input, TableName: input.TableName && tableNameOf(input.TableName) };
  if (typeof named.TableName === 'string') {
    const table = await opened.table(named.TableName);
    if (table.DeletionProtectionEnabled) {
      throw validation(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
  }
  const { TableDescription } = await opened.changeTable('DeleteTable', named);
  return { TableDescription: describeRecord(TableDescription as Json) };
}
