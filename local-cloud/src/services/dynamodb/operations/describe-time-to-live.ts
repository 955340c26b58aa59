import type { DescribeTimeToLiveCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import { engine } from '../store.ts';

type Output = Omit<DescribeTimeToLiveCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export async function describeTimeToLive(input: unknown, context: OperationContext): Promise<Output> {
  const { TimeToLiveAttribute: AttributeName } = await (await engine(context)).table(checkTableName(input));
  return {
    TimeToLiveDescription: AttributeName
      ? { TimeToLiveStatus: 'ENABLED', AttributeName }
      : { TimeToLiveStatus: 'DISABLED' },
  };
}
