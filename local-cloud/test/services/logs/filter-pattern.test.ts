import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { useCloud } from '../../support/cloud.ts';

const group = { logGroupName: 'patterns' };
const MESSAGES = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[WARN 419] MISSING ARGUMENTS',
  'Task timed out after 3.00 seconds',
  '{"level":"ERROR","status":500,"user":{"name":"Ana Maria"},"tags":["a","b"],"ok":false}',
  '{"level":"INFO","status":200,"user":null,"ok":true,"odd.name":"x"}',
];
const { client } = await useCloud(CloudWatchLogsClient);
beforeAll(async () => {
  await client.send(new CreateLogGroupCommand(group));
  await client.send(new CreateLogStreamCommand({ ...group, logStreamName: 's' }));
  const timestamp = Date.now();
  const logEvents = MESSAGES.map((message) => ({ timestamp, message }));
  await client.send(new PutLogEventsCommand({ ...group, logStreamName: 's', logEvents }));
});

/** The indices of the messages that a pattern lets through. */
const matching = async (filterPattern: string) => {
  const { events } = await client.send(new FilterLogEventsCommand({ ...group, filterPattern }));
  return events?.map(({ message }) => MESSAGES.indexOf(message!));
};

describe('terms', () => {
  it.each([
    ['', [0, 1, 2, 3, 4, 5]],
    ['ERROR', [0, 1, 4]],
    ['error', []],
    ['ERROR REQUEST', [0, 1]],
    ['ERROR -UNAUTHORIZED', [0, 4]],
    ['"timed out"', [3]],
    ['REQUEST -"BAD REQUEST"', [1]],
    ['?WARN ?Task', [2, 3]],
    ['?WARN ERROR REQUEST', [0, 1]],
    ['"\\"level\\":\\"INFO\\""', [5]],
    ['%4[01]\\d%', [0, 1, 2]],
  ])('%s matches %j', async (pattern, expected) => {
    expect(await matching(pattern)).toEqual(expected);
  });
});

describe('JSON comparisons', () => {
  it.each([
    ['{ $.level = "ERROR" }', [4]],
    ['{ $.level = ERROR }', [4]],
    ['{ $.level != "ERROR" }', [5]],
    ['{ $.status >= 500 }', [4]],
    ['{ $.status < 500 }', [5]],
    ['{ $.status = 200 }', [5]],
    ['{ $.user.name = "Ana*" }', [4]],
    ['{ $.user.name = %^Ana% }', [4]],
    ['{ $.tags[1] = "b" }', [4]],
    ["{ $.['odd.name'] = x }", [5]],
    ['{ $.user IS NULL }', [5]],
    ['{ $.ok IS TRUE }', [5]],
    ['{ $.tags NOT EXISTS }', [5]],
    ['{ $.level = "INFO" || $.status > 1 && $.ok IS FALSE }', [4, 5]],
    ['{ ($.level = "INFO" || $.status > 1) && $.ok IS FALSE }', [4]],
  ])('%s matches %j', async (pattern, expected) => {
    expect(await matching(pattern)).toEqual(expected);
  });
});

describe('a pattern', () => {
  it.each([
    ['foo-bar', "Invalid character(s) in term 'foo-bar'"],
    ['{ $.a = }', 'Invalid filter pattern: { $.a = }'],
    ['{ $.a > "x" }', "Invalid filter pattern: > compares numbers, not 'x'"],
    ['{ $.a[*] = 1 }', "Invalid filter pattern: local-cloud can't read the selector $.a[*]"],
    [
      '[ip, user]',
      'Invalid filter pattern: local-cloud does not support space-delimited patterns: [ip, user]',
    ],
  ])('is rejected: %s', async (pattern, message) => {
    await expect(matching(pattern)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  });
});
