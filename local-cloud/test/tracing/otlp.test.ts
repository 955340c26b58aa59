import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { functionWithUrl, startCloud, startLambdaCloud } from '../console/support.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code: number; message?: string };
}

interface Sent {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

const TRACE = '6b08403474ff154b4c3f9fa39ecd14bd';
const HEADER = `Root=1-${TRACE.slice(0, 8)}-${TRACE.slice(8)};Parent=00000000000000aa;Sampled=1`;

const received: { path?: string; headers: IncomingHttpHeaders; body: Sent }[] = [];
let receiver: Server;
let port: number;
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    received.push({ path: request.url, headers: request.headers, body: (await json(request)) as Sent });
    response.end('{}');
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  ({ port } = receiver.address() as AddressInfo);
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('OTEL_')) delete process.env[name];
});

const CALLER = `
  const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');
  await new DynamoDBClient({}).send(new ListTablesCommand({}));
  throw new Error('as asked');`;

it('sends what happened in a trace as spans, each below what asked for it', async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}/`;
  process.env.OTEL_EXPORTER_OTLP_HEADERS = 'x-team=a%20b,x-other=1';
  const cloud = await startLambdaCloud();
  const url = await functionWithUrl(cloud.lambda, 'caller', CALLER);
  const response = await fetch(`${url}rooms?all`, { headers: { 'x-amzn-trace-id': HEADER } });
  expect(response.status).toBe(502);
  await cloud.close();

  expect(received.every(({ path }) => path === '/v1/traces')).toBe(true);
  expect(received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-team': 'a b',
    'x-other': '1',
  });
  const all = received.flatMap(({ body }) =>
    body.resourceSpans.flatMap(({ resource, scopeSpans }) => {
      const [name] = resource.attributes.filter(({ key }) => key === 'service.name');
      return scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => ({ ...span, service: name?.value.stringValue })),
      );
    }),
  );
  const spans = all.filter(({ traceId }) => traceId === TRACE);
  const nameOf = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const told = spans.map(({ service, name, parentSpanId = '', status }) => [
    service,
    name,
    nameOf.get(parentSpanId) ?? parentSpanId,
    status.code,
  ]);
  expect(told.sort()).toEqual([
    ['caller', 'caller', 'GET /rooms', 2],
    ['dynamodb', 'dynamodb.ListTables', 'caller', 0],
    ['function-url', 'GET /rooms', '00000000000000aa', 2],
  ]);
  const [door] = spans.filter(({ service }) => service === 'function-url');
  expect(door?.attributes).toEqual(
    expect.arrayContaining([
      { key: 'http.request.method', value: { stringValue: 'GET' } },
      { key: 'url.path', value: { stringValue: '/rooms' } },
      { key: 'http.response.status_code', value: { intValue: 502 } },
    ]),
  );
  for (const span of spans) {
    expect(span.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(BigInt(span.endTimeUnixNano) > BigInt(span.startTimeUnixNano)).toBe(true);
  }
  // What was not in a trace is one of its own.
  const [created] = all.filter(({ name }) => name === 'lambda.CreateFunction');
  expect([created?.traceId.length, created?.parentSpanId]).toEqual([32, undefined]);
});

it('answers all the same where nobody receives them, and says so once', async () => {
  process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT = 'http://127.0.0.1:9/spans';
  process.env.OTEL_EXPORTER_OTLP_PROTOCOL = 'grpc';
  const notices: string[] = [];
  const cloud = await startCloud({ onNotice: (text) => notices.push(text) });
  const list = { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, body: '{}' };
  for (let time = 0; time < 3; time += 1) expect((await fetch(cloud.endpoint, list)).status).toBe(200);
  await cloud.close();
  expect(notices).toEqual([
    'Spans are sent to http://127.0.0.1:9/spans as http/json; grpc is not spoken here.',
    expect.stringMatching(/^Spans can't be sent to http:\/\/127\.0\.0\.1:9\/spans, and are dropped: /),
  ]);
});
