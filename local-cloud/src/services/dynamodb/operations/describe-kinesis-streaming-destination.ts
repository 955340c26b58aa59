import type {
  DescribeKinesisStreamingDestinationCommandInput,
  DescribeKinesisStreamingDestinationCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<DescribeKinesisStreamingDestinationCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html */
export const describeKinesisStreamingDestination = modelled<
  DescribeKinesisStreamingDestinationCommandInput,
  Output
>('DescribeKinesisStreamingDestination', (input, context) => {
  const { name } = database(context).describedTable(tableNameOf(input.TableName!));
  return { TableName: name, KinesisDataStreamDestinations: [] };
});
