import type { DescribeTableCommandInput, DescribeTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { describeTable as description } from '../tables/describe-table.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<DescribeTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = modelled<DescribeTableCommandInput, Output>(
  'DescribeTable',
  (input, context) => {
    return { Table: description(database(context).describedTable(tableNameOf(input.TableName!))) };
  },
);
