import type { PutLogEventsCommandOutput, PutLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { recordEmbeddedMetrics } from '../../cloudwatch/sink.ts';
import { invalidParameter } from '../errors.ts';
import { modelled } from '../input.ts';
import { tellOfEvent } from '../sink.ts';
import { logStore } from '../store.ts';
import { SEQUENCE_TOKEN } from './describe-log-streams.ts';

type Output = Omit<PutLogEventsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_BATCH_BYTES = 1_048_576;
const EVENT_OVERHEAD_BYTES = 26;
const DAY = 86_400_000;
const TOO_OLD = 14 * DAY;
const TOO_NEW = 2 * 3_600_000;

/** Events out of range are left out, and the answer says which; the rest is taken. */
export const putLogEvents = modelled<PutLogEventsRequest, Output>('PutLogEvents', (input, context) => {
  const group = logStore(context).group(input.logGroupName);
  const stream = group.stream(input.logStreamName);
  const { logEvents } = input;
  checkBatch(logEvents);
  const now = Date.now();
  const tooOldEnd = logEvents.findLastIndex((event) => event.timestamp < now - TOO_OLD) + 1;
  const expiredEnd = logEvents.findLastIndex((event) => event.timestamp < group.expiry) + 1;
  const tooNew = logEvents.findIndex((event) => event.timestamp > now + TOO_NEW);
  const accepted = logEvents.slice(Math.max(tooOldEnd, expiredEnd), tooNew < 0 ? undefined : tooNew);
  for (const { timestamp, message } of accepted) {
    const event = stream.append(timestamp, message);
    recordEmbeddedMetrics(context, message);
    tellOfEvent(event, group.name, stream.name, context);
  }
  const rejected = tooOldEnd > 0 || expiredEnd > 0 || tooNew >= 0;
  return {
    nextSequenceToken: SEQUENCE_TOKEN,
    rejectedLogEventsInfo: rejected
      ? {
          tooNewLogEventStartIndex: tooNew < 0 ? undefined : tooNew,
          tooOldLogEventEndIndex: tooOldEnd || undefined,
          expiredLogEventEndIndex: expiredEnd || undefined,
        }
      : undefined,
  };
});

function checkBatch(events: readonly { readonly timestamp: number; readonly message: string }[]): void {
  let bytes = 0;
  let previous = 0;
  for (const event of events) {
    bytes += Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES;
    if (event.timestamp < previous) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    }
    previous = event.timestamp;
  }
  if (previous - (events[0]?.timestamp ?? 0) > DAY) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
}
