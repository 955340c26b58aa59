import type {
  DescribeTimeToLiveCommandInput,
  DescribeTimeToLiveCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<DescribeTimeToLiveCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = modelled<DescribeTimeToLiveCommandInput, Output>(
  'DescribeTimeToLive',
  (input, context) => {
    const { record } = database(context).describedTable(tableNameOf(input.TableName!));
    return {
      TimeToLiveDescription:
        record.ttlAttribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: record.ttlAttribute },
    };
  },
);
