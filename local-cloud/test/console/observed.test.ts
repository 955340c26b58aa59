import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { startLocalCloudCommand } from '../../../tests/support/program.ts';
import type {
  InvocationDetails,
  InvocationSummary,
  RequestDetails,
  RequestSummary,
} from '../../src/console/types.ts';
import { send } from '../gateway/support.ts';
import { functionWithUrl, nextEvent, observed, startLambdaCloud } from './support.ts';

type Cloud = Awaited<ReturnType<typeof startLambdaCloud>>;

let cloud: Cloud;
let endpoint: string;
beforeAll(async () => {
  cloud = await startLambdaCloud();
  endpoint = cloud.config.endpoint;
});
afterAll(() => cloud.close());

const ANSWER = `console.log('asked for ' + event.rawPath); return { statusCode: 201, body: 'made' };`;
const TRACE = '1-5759e988-bd862e3fe1be46a994272793';

/** The request with that path, as it is listed. */
async function listed(path: string) {
  const { body } = await observed<{ requests: RequestSummary[] }>(endpoint, 'requests');
  const found = body.requests.find((request) => request.path === path);
  if (!found) throw new Error(`There is no request for ${path}`);
  return found;
}

it('lists a request to a function URL, with what its function wrote', async () => {
  const url = await functionWithUrl(cloud.lambda, 'listed', ANSWER);
  await fetch(`${url}rooms/1`, { method: 'POST', headers: { 'x-amzn-trace-id': `Root=${TRACE}` } });
  const request = await listed('/rooms/1');
  expect(request).toEqual({
    sequence: expect.any(Number),
    at: expect.any(Number),
    kind: 'function-url',
    method: 'POST',
    path: '/rooms/1',
    status: 201,
    durationMs: expect.any(Number),
    target: 'listed',
    coldStart: true,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    region: 'us-east-1',
    trace: TRACE,
    own: false,
    failed: false,
    lines: expect.any(Number),
    functionName: 'listed',
  });
  const { body } = await observed<RequestDetails>(endpoint, `requests/${request.sequence}`);
  expect(body.log.join('')).toContain('asked for /rooms/1');
});

it('keeps the event that the function got, and its answer', async () => {
  const url = await functionWithUrl(cloud.lambda, 'kept', ANSWER);
  await fetch(`${url}rooms/2`, { method: 'PUT', body: '{"chairs":9}' });
  const { requestId } = await listed('/rooms/2');
  const { body } = await observed<InvocationDetails>(
    endpoint,
    `functions/us-east-1/kept/invocations/${requestId}`,
  );
  const event = JSON.parse(body.event.text);
  expect([event.rawPath, event.requestContext.http.method, event.body]).toEqual([
    '/rooms/2',
    'PUT',
    '{"chairs":9}',
  ]);
  expect(body.answer).toEqual({ text: '{"statusCode":201,"body":"made"}', bytes: 32, cut: false });
  expect(body).toMatchObject({ requestId, coldStart: true, eventBytes: body.event.bytes });
});

it('keeps the beginning of a long event only, and says how long it was', async () => {
  await functionWithUrl(cloud.lambda, 'long', 'return event.length;');
  const Payload = JSON.stringify('x'.repeat(1_000_000));
  await cloud.lambda.send(new InvokeCommand({ FunctionName: 'long', Payload }));
  const { body } = await observed<{ invocations: InvocationSummary[] }>(
    endpoint,
    'functions/us-east-1/long/invocations',
  );
  const requestId = body.invocations[0]?.requestId;
  const details = await observed<InvocationDetails>(
    endpoint,
    `functions/us-east-1/long/invocations/${requestId}`,
  );
  const { text, ...rest } = details.body.event;
  expect([text.length, rest]).toEqual([262_144, { bytes: 1_000_002, cut: true }]);
});

it('answers 404 for what it does not remember, 405 for what would change something', async () => {
  expect(await observed(endpoint, 'requests/999999')).toEqual({
    status: 404,
    body: { message: 'There is nothing at /_local-cloud/api/requests/999999, or not any more.' },
  });
  const response = await fetch(`${endpoint}/_local-cloud/api/requests`, { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const stream = await fetch(`${endpoint}/_local-cloud/api/stream?requests`, { method: 'HEAD' });
  expect([stream.status, stream.headers.get('allow')]).toEqual([405, 'GET']);
});

it('listens to nothing for whoever asks for a filter pattern that is none', async () => {
  const program = startLocalCloudCommand(['start', '--port', '0']);
  const [, url] = await program.printed(/ready on (\S+)/);
  // Node warns of an eleventh listener.
  for (let index = 0; index < 12; index += 1) {
    const query = 'requests&stacks&log=us-east-1:a&pattern=%7B';
    expect((await fetch(`${url}/_local-cloud/api/stream?${query}`)).status).toBe(400);
  }
  program.signal('SIGINT');
  await program.ended;
  expect(program.output()).not.toContain('MaxListenersExceededWarning');
});

it('sends requests as they come', async () => {
  const url = await functionWithUrl(cloud.lambda, 'streamed', ANSWER);
  const stream = await fetch(`${endpoint}/_local-cloud/api/stream?requests`);
  await fetch(`${url}now`);
  expect(await nextEvent(stream, 'request')).toEqual([
    expect.objectContaining({ path: '/now', status: 201 }),
  ]);
});

it('sends lines of a log group as they are written, those of a filter pattern alone', async () => {
  const logs = new CloudWatchLogsClient(cloud.config);
  const names = { logGroupName: 'tailed', logStreamName: 'one' };
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'tailed' }));
  await logs.send(new CreateLogStreamCommand(names));
  const query = new URLSearchParams({ log: 'us-east-1:tailed', pattern: 'ERROR' });
  const stream = await fetch(`${endpoint}/_local-cloud/api/stream?${query}`);
  const timestamp = Date.now();
  const logEvents = ['well', 'ERROR: broken'].map((message) => ({ timestamp, message }));
  await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
  const line = {
    logStreamName: 'one',
    eventId: expect.stringMatching(/^\d{56}$/),
    timestamp,
    message: 'ERROR: broken',
  };
  expect(await nextEvent(stream, 'log')).toEqual([line]);
  logs.destroy();
});

it('hands a request to a function URL that the page could not ask, as a plain client would', async () => {
  await functionWithUrl(
    cloud.lambda,
    'tried',
    `return JSON.stringify([event.rawPath, event.rawQueryString, event.headers])`,
  );
  const arn = encodeURIComponent('arn:aws:lambda:us-east-1:000000000000:function:tried');
  const response = await fetch(`${endpoint}/_local-cloud/try/${arn}/a%20b?c=d`, {
    headers: { origin: endpoint, referer: `${endpoint}/_local-cloud/`, cookie: 'mine=1' },
  });
  const [path, query, headers] = (await response.json()) as [string, string, Record<string, string>];
  expect([path, query]).toEqual(['/a%20b', 'c=d']);
  expect(Object.keys(headers).filter((name) => /origin|referer|cookie|sec-/.test(name))).toEqual([]);
  expect(headers.host).toMatch(/^localhost:\d+$/);
});

it("does not show a function's answer as a page of the console's own origin", async () => {
  await functionWithUrl(cloud.lambda, 'opened', `return '<script>evil()</script>';`);
  const arn = encodeURIComponent('arn:aws:lambda:us-east-1:000000000000:function:opened');
  const response = await send(endpoint, {
    path: `/_local-cloud/try/${arn}/`,
    headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  });
  expect([response.status, JSON.parse(response.body)]).toEqual([
    403,
    { message: 'Open the URL itself: this is for the page alone.' },
  ]);
});
