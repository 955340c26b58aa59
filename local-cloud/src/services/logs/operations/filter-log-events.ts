import type { FilterLogEventsCommandOutput, FilterLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { invalidParameter } from '../errors.ts';
import { compileFilterPattern } from '../filter-pattern/filter-pattern.ts';
import { findGroup } from '../find-group.ts';
import { modelled } from '../input.ts';
import type { StoredEvent } from '../kept-events.ts';
import { eventId, firstAfter, type LogStream } from '../log-stream.ts';
import { invalidToken, MAX_ANSWER_BYTES, sizeOf } from '../paging.ts';
import type { LogGroup } from '../store.ts';

type Output = Omit<FilterLogEventsCommandOutput, '$metadata'>;

const MOST_EVENTS = 10_000;

interface Found {
  readonly logStreamName: string;
  readonly event: StoredEvent;
}

/**
 * Events of all streams in the order of their time: since 2019 they are always interleaved. A token is the id of the
 * last event that was answered.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const filterLogEvents = modelled<FilterLogEventsRequest, Output>(
  'FilterLogEvents',
  (input, context) => {
    if (input.logStreamNames && input.logStreamNamePrefix !== undefined) {
      throw invalidParameter(
        'Only one of the following parameters can be specified: logStreamNames, logStreamNamePrefix',
      );
    }
    const group = findGroup(input, context);
    const matches = compileFilterPattern(input.filterPattern ?? '');
    const from = eventId(Math.max(input.startTime ?? 0, group.expiry));
    const after = input.nextToken === undefined ? from : checkToken(input.nextToken);
    const found: Found[] = [];
    for (const { name, events } of streamsOf(group, input)) {
      for (let i = firstAfter(events, after > from ? after : from); i < events.length; i += 1) {
        const event = events[i]!;
        if (input.endTime !== undefined && event.timestamp > input.endTime) break;
        if (matches(event.message)) found.push({ logStreamName: name, event });
      }
    }
    found.sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
    const page = take(found, input.limit ?? MOST_EVENTS);
    return {
      events: page.map(({ logStreamName: name, event }) => ({
        logStreamName: name,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingestionTime,
        eventId: event.id,
      })),
      searchedLogStreams: [],
      nextToken: found.length > page.length ? page.at(-1)?.event.id : undefined,
    };
  },
);

function checkToken(token: string): string {
  if (!/^\d{56}$/.test(token)) throw invalidToken();
  return token;
}

/** @throws AwsError ResourceNotFoundException where a stream that is asked for by name is not there */
function streamsOf(
  group: LogGroup,
  request: { logStreamNames?: string[]; logStreamNamePrefix?: string },
): readonly LogStream[] {
  if (request.logStreamNames) return [...new Set(request.logStreamNames)].map((name) => group.stream(name));
  const prefix = request.logStreamNamePrefix ?? '';
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
}

function take(found: readonly Found[], limit: number): readonly Found[] {
  let bytes = 0;
  let count = 0;
  while (count < Math.min(limit, found.length)) {
    bytes += sizeOf(found[count]!.event);
    if (bytes > MAX_ANSWER_BYTES && count > 0) break;
    count += 1;
  }
  return found.slice(0, count);
}
