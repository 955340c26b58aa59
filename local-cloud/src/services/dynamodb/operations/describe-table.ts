import type { DescribeTableCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import { engine } from '../store.ts';
import { describeRecord } from '../table-description.ts';

type Output = Omit<DescribeTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export async function describeTable(input: unknown, context: OperationContext): Promise<Output> {
  const name = checkTableName(input);
  return { Table: describeRecord(await (await engine(context)).table(name)) };
}
