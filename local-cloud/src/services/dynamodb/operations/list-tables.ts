import type { ListTablesCommandInput, ListTablesCommandOutput } from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';

type Output = Omit<ListTablesCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = modelled<ListTablesCommandInput, Output>('ListTables', (input, context) => {
  const { ExclusiveStartTableName: after, Limit = 100 } = input;
  const names = database(context).tables.map(({ name }) => name);
  const rest = after === undefined ? names : names.filter((name) => name > after);
  const TableNames = rest.slice(0, Limit);
  return rest.length > Limit ? { TableNames, LastEvaluatedTableName: TableNames.at(-1) } : { TableNames };
});
