import type {
  DescribeStackEventsCommandOutput,
  DescribeStackEventsInput,
  ResourceStatus,
} from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<DescribeStackEventsCommandOutput, '$metadata'>;

const PAGE = 100;

/**
 * Newest first. The token is the number of older events, so that events which come meanwhile shift nothing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export const describeStackEvents = modelled<DescribeStackEventsInput, Output>(
  'DescribeStackEvents',
  (input, context) => {
    const { StackName, NextToken } = input;
    const stack = stackStore(context).require(StackName);
    const end = NextToken === undefined ? stack.events.length : Number(NextToken) || 0;
    const start = Math.max(0, end - PAGE);
    return {
      StackEvents: stack.events
        .slice(start, end)
        .reverse()
        .map((event) => ({
          StackId: stack.id,
          EventId: event.id,
          StackName: stack.name,
          LogicalResourceId: event.logicalId,
          PhysicalResourceId: event.physicalId,
          ResourceType: event.type,
          Timestamp: event.timestamp,
          ResourceStatus: event.status as ResourceStatus,
          ResourceStatusReason: event.reason,
          ResourceProperties: event.properties,
          ClientRequestToken: event.token,
        })),
      NextToken: start > 0 ? String(start) : undefined,
    };
  },
);
