import type { DeleteTableCommandInput, DeleteTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { resourceInUse, validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { describeTable } from '../tables/describe-table.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<DeleteTableCommandOutput, '$metadata'>;

const UNTOLD = [
  'AttributeDefinitions',
  'KeySchema',
  'CreationDateTime',
  'LocalSecondaryIndexes',
  'GlobalSecondaryIndexes',
] as const;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = modelled<DeleteTableCommandInput, Output>('DeleteTable', (input, context) => {
  const opened = database(context);
  const table = opened.describedTable(tableNameOf(input.TableName!));
  if (table.record.deletionProtected) {
    throw validation(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  if (table.copy) {
    throw resourceInUse(
      `Attempt to change a resource which is still in use: Table is being backed up: ${table.name}`,
    );
  }
  const TableDescription = describeTable(table, { table: 'DELETING', index: () => 'DELETING' });
  // What is deleted is described without what it was made of.
  for (const member of UNTOLD) delete TableDescription[member];
  opened.delete(table);
  return { TableDescription };
});
