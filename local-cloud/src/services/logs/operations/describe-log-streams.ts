import type {
  DescribeLogStreamsCommandOutput,
  DescribeLogStreamsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { invalidParameter } from '../errors.ts';
import { findGroup } from '../find-group.ts';
import { modelled } from '../input.ts';
import type { LogStream } from '../log-stream.ts';
import { pageOf } from '../paging.ts';

type Output = Omit<DescribeLogStreamsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = modelled<DescribeLogStreamsRequest, Output>(
  'DescribeLogStreams',
  (input, context) => {
    const { logStreamNamePrefix: prefix, orderBy, descending } = input;
    if (prefix !== undefined && orderBy === 'LastEventTime') {
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const group = findGroup(input, context);
    const found = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix ?? ''))
      .sort((a, b) => (orderBy === 'LastEventTime' ? byLastEvent(a, b) : byName(a, b)));
    if (descending) found.reverse();
    const { items, nextToken } = pageOf(found, input);
    return {
      logStreams: items.map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.creationTime,
        firstEventTimestamp: stream.firstEventTimestamp,
        lastEventTimestamp: stream.lastEventTimestamp,
        lastIngestionTime: stream.lastIngestionTime,
        // Every stream has the same, since sequence tokens are no longer needed.
        uploadSequenceToken: stream.lastIngestionTime === undefined ? undefined : SEQUENCE_TOKEN,
        arn: stream.arn,
        // Deprecated: AWS answers 0 for streams since June 2019.
        storedBytes: 0,
      })),
      nextToken,
    };
  },
);

export const SEQUENCE_TOKEN = '49039859600000000000000000000000000000000000000000000000';

const byName = (a: LogStream, b: LogStream): number => (a.name < b.name ? -1 : 1);

/** A stream without events counts from its creation. */
const byLastEvent = (a: LogStream, b: LogStream): number =>
  (a.lastEventTimestamp ?? a.creationTime) - (b.lastEventTimestamp ?? b.creationTime) || byName(a, b);
