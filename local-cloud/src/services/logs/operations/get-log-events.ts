import type { GetLogEventsCommandOutput, GetLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { findGroup } from '../find-group.ts';
import { modelled } from '../input.ts';
import type { StoredEvent } from '../kept-events.ts';
import { eventId, firstAfter } from '../log-stream.ts';
import { invalidToken, MAX_ANSWER_BYTES, sizeOf } from '../paging.ts';

type Output = Omit<GetLogEventsCommandOutput, '$metadata'>;

/**
 * Tokens are places between events, `f/ID/s` after an event and `b/ID/s` before one: so a reader who comes to an end
 * gets the token back that it sent, and later reads on from there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents = modelled<GetLogEventsRequest, Output>('GetLogEvents', (input, context) => {
  const group = findGroup(input, context);
  const { events } = group.stream(input.logStreamName);
  const from = Math.max(input.startTime ?? 0, group.expiry);
  const first = firstAfter(events, eventId(from));
  const end = input.endTime === undefined ? events.length : firstAfter(events, eventId(input.endTime));
  const token = input.nextToken === undefined ? undefined : parseToken(input.nextToken);
  const forward = token ? token.forward : input.startFromHead;
  const page = forward
    ? takeForward(
        events.slice(token ? Math.max(first, firstAfter(events, token.id)) : first, end),
        input.limit,
      )
    : takeBackward(
        events.slice(first, token ? Math.min(end, firstAfter(events, before(token.id))) : end),
        input.limit,
      );
  const place = token?.id ?? (forward ? eventId(from) : (events[end - 1]?.id ?? eventId(from)));
  return {
    events: page.map(({ timestamp: time, message, ingestionTime }) => ({
      ...{ timestamp: time, message, ingestionTime },
    })),
    nextForwardToken: `f/${page.at(-1)?.id ?? place}/s`,
    nextBackwardToken: `b/${page[0]?.id ?? place}/s`,
  };
});

function parseToken(token: string): { forward: boolean; id: string } {
  const [, direction, id] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (id === undefined) throw invalidToken();
  return { forward: direction === 'f', id };
}

/** The id just before another: ids are numbers of a fixed width. */
const before = (id: string): string => String(BigInt(id) - 1n).padStart(id.length, '0');

function takeForward(events: readonly StoredEvent[], limit = 10_000): readonly StoredEvent[] {
  let bytes = 0;
  let count = 0;
  while (count < Math.min(limit, events.length)) {
    bytes += sizeOf(events[count]!);
    if (bytes > MAX_ANSWER_BYTES && count > 0) break;
    count += 1;
  }
  return events.slice(0, count);
}

function takeBackward(events: readonly StoredEvent[], limit = 10_000): readonly StoredEvent[] {
  return [...takeForward([...events].reverse(), limit)].reverse();
}
