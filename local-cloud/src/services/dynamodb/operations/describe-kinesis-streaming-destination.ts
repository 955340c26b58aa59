import type { DescribeKinesisStreamingDestinationCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import { engine } from '../store.ts';

type Output = Omit<DescribeKinesisStreamingDestinationCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html */
export async function describeKinesisStreamingDestination(
  input: unknown,
  context: OperationContext,
): Promise<Output> {
  const { TableName } = await (await engine(context)).table(checkTableName(input));
  return { TableName, KinesisDataStreamDestinations: [] };
}
