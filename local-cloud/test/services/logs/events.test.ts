import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { useCloud } from '../../support/cloud.ts';

const DAY = 86_400_000;
const now = Date.now();
const { client } = await useCloud(CloudWatchLogsClient);

async function createStream(logGroupName: string, logStreamName: string) {
  await client.send(new CreateLogGroupCommand({ logGroupName })).catch(() => {});
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  return (...events: [offset: number, message: string][]) =>
    client.send(
      new PutLogEventsCommand({
        ...{ logGroupName, logStreamName },
        logEvents: events.map(([offset, message]) => ({ timestamp: now + offset, message })),
      }),
    );
}

describe('PutLogEvents', () => {
  it('rejects a batch that is out of order, spans more than a day or is too large', async () => {
    const put = await createStream('limits', 's');
    await expect(put([0, 'b'], [-1, 'a'])).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    });
    await expect(put([-DAY - 1, 'a'], [0, 'b'])).rejects.toMatchObject({
      message: 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    });
    await expect(put([0, 'x'.repeat(1_048_551)])).rejects.toMatchObject({
      message: 'Upload too large: 1048577 bytes exceeds limit of 1048576',
    });
    await expect(put()).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('leaves out what is too old or too new and says so', async () => {
    const put = await createStream('rejected', 's');
    const old = await put([-14 * DAY - 60_000, 'too old'], [-14 * DAY + 60_000, 'just young enough']);
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    const fresh = await put([0, 'now'], [3 * 3_600_000, 'too new']);
    expect(fresh.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupName: 'rejected' }));
    expect(events?.map(({ message }) => message)).toEqual(['just young enough', 'now']);
  });

  it('rejects a stream that is not there', async () => {
    await createStream('half', 's');
    const logEvents = [{ timestamp: now, message: 'm' }];
    await expect(
      client.send(new PutLogEventsCommand({ logGroupName: 'half', logStreamName: 'other', logEvents })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('GetLogEvents', () => {
  const get = async (options: Partial<GetLogEventsCommandInput>) => {
    const answer = await client.send(
      new GetLogEventsCommand({ logGroupName: 'get', logStreamName: 's', ...options }),
    );
    return { ...answer, messages: answer.events?.map(({ message }) => message) };
  };

  beforeAll(async () => {
    const put = await createStream('get', 's');
    await put([1, 'a'], [2, 'b'], [3, 'c'], [4, 'd'], [5, 'e']);
  });

  it('answers the newest events, or the oldest', async () => {
    expect((await get({ limit: 2 })).messages).toEqual(['d', 'e']);
    expect((await get({ limit: 2, startFromHead: true })).messages).toEqual(['a', 'b']);
  });

  it('goes on in both directions, and stays where it ended', async () => {
    const first = await get({ limit: 2, startFromHead: true });
    const second = await get({ limit: 2, nextToken: first.nextForwardToken });
    expect(second.messages).toEqual(['c', 'd']);
    expect((await get({ limit: 2, nextToken: second.nextBackwardToken })).messages).toEqual(['a', 'b']);
    const third = await get({ nextToken: second.nextForwardToken });
    expect(third.messages).toEqual(['e']);
    const end = await get({ nextToken: third.nextForwardToken });
    expect([end.messages, end.nextForwardToken]).toEqual([[], third.nextForwardToken]);
    expect(end.nextForwardToken).toMatch(/^f\/\d{56}\/s$/);
  });

  it('keeps to the time from start, inclusive, to end, exclusive', async () => {
    expect((await get({ startTime: now + 2, endTime: now + 4 })).messages).toEqual(['b', 'c']);
  });

  it('puts late events in their place', async () => {
    const put = await createStream('late', 's');
    await put([10, 'second']);
    await put([5, 'first']);
    const { messages } = await get({ logGroupName: 'late' });
    expect(messages).toEqual(['first', 'second']);
  });

  it('takes the ARN of a log group and rejects a token that is none', async () => {
    const logGroupIdentifier = 'arn:aws:logs:us-east-1:000000000000:log-group:get';
    expect((await get({ logGroupName: undefined, logGroupIdentifier, limit: 1 })).messages).toEqual(['e']);
    await expect(get({ nextToken: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
    });
  });
});

describe('FilterLogEvents', () => {
  const filter = async (options: Partial<FilterLogEventsCommandInput>) => {
    const answer = await client.send(new FilterLogEventsCommand({ logGroupName: 'filter', ...options }));
    return { ...answer, messages: answer.events?.map(({ message }) => message) };
  };

  beforeAll(async () => {
    const one = await createStream('filter', 'x/one');
    const two = await createStream('filter', 'y/two');
    await one([1, '1'], [4, '4']);
    await two([2, '2'], [3, '3'], [5, '5']);
  });

  it('interleaves the streams by time', async () => {
    const { messages, events } = await filter({});
    expect(messages).toEqual(['1', '2', '3', '4', '5']);
    expect(events?.[1]).toMatchObject({ logStreamName: 'y/two', timestamp: now + 2, message: '2' });
    expect(new Set(events?.map(({ eventId }) => eventId)).size).toBe(5);
  });

  it('keeps to streams by name or prefix', async () => {
    expect((await filter({ logStreamNames: ['x/one'] })).messages).toEqual(['1', '4']);
    expect((await filter({ logStreamNamePrefix: 'y/' })).messages).toEqual(['2', '3', '5']);
    await expect(filter({ logStreamNames: ['none'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(filter({ logStreamNames: ['x/one'], logStreamNamePrefix: 'y/' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('keeps to the time from start to end, both inclusive', async () => {
    expect((await filter({ startTime: now + 2, endTime: now + 4 })).messages).toEqual(['2', '3', '4']);
  });

  it('pages', async () => {
    const first = await filter({ limit: 3 });
    expect(first.messages).toEqual(['1', '2', '3']);
    const rest = await filter({ limit: 3, nextToken: first.nextToken });
    expect([rest.messages, rest.nextToken]).toEqual([['4', '5'], undefined]);
  });

  it('no longer answers what is past its retention', async () => {
    const put = await createStream('expired', 's');
    await put([-2 * DAY, 'old']);
    await put([0, 'new']);
    await client.send(new PutRetentionPolicyCommand({ logGroupName: 'expired', retentionInDays: 1 }));
    expect((await filter({ logGroupName: 'expired' })).messages).toEqual(['new']);
  });

  it('keeps the newest ten thousand events of a stream', async () => {
    const put = await createStream('many', 's');
    const batch = (start: number) =>
      Array.from({ length: 5000 }, (_, index): [number, string] => [start + index, String(start + index)]);
    for (const start of [0, 5000, 10_000]) await put(...batch(start));
    const { events } = await filter({ logGroupName: 'many' });
    expect(events?.length).toBeGreaterThanOrEqual(9000);
    expect(events?.length).toBeLessThanOrEqual(10_000);
    expect(events?.at(-1)?.message).toBe('14999');
  });
});
