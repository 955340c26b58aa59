import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Cloud } from '../../src/core/cloud.ts';
import { type Listening, listen } from '../../src/core/listen.ts';
import { createGateway } from '../../src/gateway/gateway.ts';
import { RawResponse } from '../../src/http/wire-response.ts';
import type { RequestEvent } from '../../src/index.ts';
import { awsJsonProtocol } from '../../src/protocols/aws-json.ts';
import { queryProtocol } from '../../src/protocols/query.ts';
import { restJsonProtocol } from '../../src/protocols/rest-json.ts';
import { restXmlProtocol } from '../../src/protocols/rest-xml.ts';
import type { Service } from '../../src/services/service.ts';
import { FORM, send, target } from './support.ts';

const BREAK = { method: 'GET', path: '/2026-11-21/break', status: 200 };

const MODEL = {
  metadata: { apiVersion: '2026-11-21' },
  operations: { Break: { http: { method: BREAK.method, requestUri: BREAK.path } } },
  shapes: {},
};

/** What an answer streams, and holds until then. */
const file = Readable.from(['text']);

/** A service in each protocol whose one operation has a bug: no operation of AWS fails on demand. */
const services: Service[] = [
  { protocol: awsJsonProtocol('1.0'), targetPrefixes: ['Faulty'] },
  { protocol: queryProtocol('https://faulty/'), apiVersion: '2026-11-21' },
  { protocol: restJsonProtocol(() => MODEL) },
  {
    protocol: restXmlProtocol(() => MODEL, {
      namespace: '',
      routes: () => ({ Break: { ...BREAK, path: '/{Key+}' } }),
    }),
  },
].map((service) => ({
  ...service,
  id: service.protocol.name,
  title: 'Faulty',
  signingNames: [],
  operations: {
    Break: () => {
      throw new TypeError('a <bug>');
    },
    Unsayable: () => new RawResponse({ status: 200, headers: { 'x-text': '日本' }, body: file }),
  },
}));

let cloud: Cloud;
let server: Listening;
let endpoint: string;
const events: RequestEvent[] = [];
beforeAll(async () => {
  cloud = await Cloud.create({ accountId: '000000000000', hosts: ['127.0.0.1'] });
  cloud.events.on('request', (event) => events.push(event));
  const gateway = createGateway({ cloud, services, version: '0.0.0' });
  const serve = (request: IncomingMessage, response: ServerResponse) =>
    void gateway.handle(request, response);
  server = await listen(serve, 0, ['127.0.0.1']);
  endpoint = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close();
  await cloud.close();
});

describe('an operation with a bug', () => {
  it.each([
    [
      'aws-json',
      { headers: target('Faulty.Break'), body: '{}' },
      '{"__type":"InternalFailure","message":"local-cloud failed: a <bug>"}',
    ],
    [
      'query',
      { headers: FORM, body: 'Action=Break&Version=2026-11-21' },
      '<ErrorResponse xmlns="https://faulty/"><Error><Type>Receiver</Type><Code>InternalFailure</Code>' +
        '<Message>local-cloud failed: a &lt;bug&gt;</Message></Error></ErrorResponse>',
    ],
    ['rest-json', { path: '/2026-11-21/break' }, '{"message":"local-cloud failed: a <bug>"}'],
    [
      'rest-xml',
      { path: '/key' },
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalFailure</Code>' +
        '<Message>local-cloud failed: a &lt;bug&gt;</Message></Error>',
    ],
  ])(
    'is a 500 InternalFailure without its stack in %s, and with it in the log',
    async (id, request, expected) => {
      const { status, body } = await send(endpoint, request);
      const text = body.replace(/<(RequestId|HostId)>[^<]*<\/\1>/g, '');
      expect([status, text]).toEqual([500, expected]);
      expect(events.at(-1)).toMatchObject({
        status: 500,
        target: `${id}:Break`,
        error: expect.stringMatching(/^TypeError: a <bug>\n {4}at /),
      });
    },
  );
});

describe('an answer with a header that there can not be', () => {
  it('is a 500, and lets go of what it would have streamed', async () => {
    const closed = once(file, 'close');
    const { status } = await send(endpoint, { headers: target('Faulty.Unsayable'), body: '{}' });
    expect(status).toBe(500);
    await closed;
    expect(file.destroyed).toBe(true);
  });
});
