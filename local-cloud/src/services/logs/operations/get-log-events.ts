import type { GetLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { MAX_ANSWER_BYTES, sizeOf } from '../answer-size.ts';
import { findGroup } from '../find-group.ts';
import { logGroupIdentifier, logGroupName, logStreamName, parseInput, timestamp } from '../input.ts';
import { eventId, firstAfter, type StoredEvent } from '../log-stream.ts';
import { invalidToken } from '../paging.ts';

type Output = Omit<GetLogEventsCommandOutput, '$metadata'>;

const Input = z.object({
  logGroupName: logGroupName.optional(),
  logGroupIdentifier: logGroupIdentifier.optional(),
  logStreamName,
  startTime: timestamp.optional(),
  endTime: timestamp.optional(),
  nextToken: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(10_000).default(10_000),
  startFromHead: z.boolean().default(false),
});

/**
 * Tokens are places between events, `f/ID/s` after an event and `b/ID/s` before one: so a reader who comes to an end
 * gets the token back that it sent, and later reads on from there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export function getLogEvents(input: unknown, context: OperationContext): Output {
  const request = parseInput(Input, input);
  const group = findGroup(request, context);
  const { events } = group.stream(request.logStreamName);
  const from = Math.max(request.startTime ?? 0, group.expiry);
  const first = firstAfter(events, eventId(from));
  const end = request.endTime === undefined ? events.length : firstAfter(events, eventId(request.endTime));
  const token = request.nextToken === undefined ? undefined : parseToken(request.nextToken);
  const forward = token ? token.forward : request.startFromHead;
  const page = forward
    ? takeForward(
        events.slice(token ? Math.max(first, firstAfter(events, token.id)) : first, end),
        request.limit,
      )
    : takeBackward(
        events.slice(first, token ? Math.min(end, firstAfter(events, before(token.id))) : end),
        request.limit,
      );
  const place = token?.id ?? (forward ? eventId(from) : (events[end - 1]?.id ?? eventId(from)));
  return {
    events: page.map(({ timestamp: time, message, ingestionTime }) => ({
      ...{ timestamp: time, message, ingestionTime },
    })),
    nextForwardToken: `f/${page.at(-1)?.id ?? place}/s`,
    nextBackwardToken: `b/${page[0]?.id ?? place}/s`,
  };
}

function parseToken(token: string): { forward: boolean; id: string } {
  const [, direction, id] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (id === undefined) throw invalidToken();
  return { forward: direction === 'f', id };
}

/** The id just before another: ids are numbers of a fixed width. */
const before = (id: string): string => String(BigInt(id) - 1n).padStart(id.length, '0');

function takeForward(events: readonly StoredEvent[], limit: number): readonly StoredEvent[] {
  let bytes = 0;
  let count = 0;
  while (count < Math.min(limit, events.length)) {
    bytes += sizeOf(events[count]!);
    if (bytes > MAX_ANSWER_BYTES && count > 0) break;
    count += 1;
  }
  return events.slice(0, count);
}

function takeBackward(events: readonly StoredEvent[], limit: number): readonly StoredEvent[] {
  return [...takeForward([...events].reverse(), limit)].reverse();
}
