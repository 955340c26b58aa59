import { execFile, spawnSync } from 'node:child_process';
import {
  CreateFunctionUrlConfigCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
} from '@aws-sdk/client-lambda';
import type { RequestEvent } from '../../../src/index.ts';
import { type SignalServer, startSignalServer } from '../../support/signal-server.ts';
import { createFunction, invoke, type LambdaCloud, startLambdaCloud, zip } from './support.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

let cloud: LambdaCloud;
let signal: SignalServer;
let told: (event: RequestEvent) => void = () => {};
beforeAll(async () => {
  cloud = await startLambdaCloud({ onRequest: (event: RequestEvent) => told(event) });
  signal = await startSignalServer();
});
afterAll(async () => {
  signal.close();
  await cloud.close();
});

/** Makes a function that streams, with `event`, `stream`, `begin` for the head of an answer, and `point` to come to. */
async function streaming(name: string, body: string, more: object = {}): Promise<void> {
  const code = `
    const begin = (stream, head) => awslambda.HttpResponseStream.from(stream, head);
    const point = (name) => fetch(${JSON.stringify(signal.url)} + name);
    exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`;
  await createFunction(cloud.lambda, name, '', { Code: { ZipFile: zip({ 'index.js': code }) }, ...more });
}

async function urlOf(FunctionName: string, InvokeMode: 'BUFFERED' | 'RESPONSE_STREAM'): Promise<string> {
  const config = { FunctionName, AuthType: 'NONE' as const, InvokeMode };
  return (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(config))).FunctionUrl ?? '';
}

/** The next request that is told to whoever watches. */
const nextRequest = (): Promise<RequestEvent> =>
  new Promise((resolve) => {
    told = (event) => event.kind === 'function-url' && resolve(event);
  });

const decode = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

const SERVER_SENT_EVENTS = `
  const headers = { 'Content-Type': 'text/event-stream', 'x-own': 'yes' };
  stream = begin(stream, { statusCode: 201, headers, cookies: ['a=1', 'b=2'] });
  stream.write('data: one\\n\\n');
  await point('first');
  stream.write('data: two\\n\\n');
  stream.end();`;

describe('a function URL with InvokeMode RESPONSE_STREAM', () => {
  it('sends each chunk as it is written, after status, headers and cookies', async () => {
    await streaming('events', SERVER_SENT_EVENTS);
    const request = nextRequest();
    const response = await fetch(await urlOf('events', 'RESPONSE_STREAM'));
    expect([response.status, response.headers.get('content-type'), response.headers.get('x-own')]).toEqual([
      ...[201, 'text/event-stream', 'yes'],
    ]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('content-length')).toBeNull();
    const reader = response.body?.getReader();
    expect(decode((await reader?.read())?.value)).toBe('data: one\n\n');
    // The handler is still at its point: what came, came before it ended.
    await signal.release('first');
    expect(decode((await reader?.read())?.value)).toBe('data: two\n\n');
    expect((await reader?.read())?.done).toBe(true);
    expect(await request).toMatchObject({
      kind: 'function-url',
      status: 201,
      target: 'events',
      coldStart: true,
    });
  });

  it('sends a stream without a head as it is', async () => {
    await streaming('plain', `stream.setContentType('text/plain'); stream.write('a'); stream.end('b');`);
    const response = await fetch(await urlOf('plain', 'RESPONSE_STREAM'));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain']);
    expect(await response.text()).toBe('ab');
  });

  it('sends a head without a body', async () => {
    await streaming('empty', `stream = begin(stream, { statusCode: 204 }); stream.write(''); stream.end();`);
    const response = await fetch(await urlOf('empty', 'RESPONSE_STREAM'));
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('loses the head of a stream that ends without a write, as Lambda does', async () => {
    const head = `begin(stream, { statusCode: 404, headers: { 'x-own': 'yes' } })`;
    await streaming('unwritten', `${head}.end();`);
    const none = await fetch(await urlOf('unwritten', 'RESPONSE_STREAM'));
    expect([none.status, none.headers.get('content-type'), none.headers.get('x-own')]).toEqual([
      ...[200, 'application/octet-stream', null],
    ]);
    await streaming('ended-with-bytes', `${head}.end('Not Found');`);
    const atOnce = await fetch(await urlOf('ended-with-bytes', 'RESPONSE_STREAM'));
    expect([atOnce.status, atOnce.headers.get('x-own')]).toEqual([502, null]);
  });

  it('sends what a function that does not stream answers', async () => {
    await createFunction(cloud.lambda, 'whole', `return { statusCode: 202, body: 'whole' };`);
    const response = await fetch(await urlOf('whole', 'RESPONSE_STREAM'));
    expect([response.status, await response.text()]).toEqual([202, 'whole']);
  });

  it('answers 502 for an error before the first byte, and for a head that is none', async () => {
    await streaming(
      'early',
      `if (event.rawPath === '/head') begin(stream, 'no head').end('x'); else throw new Error('early');`,
    );
    const url = await urlOf('early', 'RESPONSE_STREAM');
    const failure = await fetch(url);
    expect([failure.status, await failure.text()]).toEqual([502, 'Internal Server Error']);
    const request = nextRequest();
    expect((await fetch(`${url}head`)).status).toBe(502);
    expect((await request).error).toContain('its stream does not begin with a head in JSON');
  });

  it.each([
    ['throws', `throw new TypeError('late');`],
    [
      'crashes',
      `setTimeout(() => { throw new TypeError('late'); }); await new Promise(() => setTimeout(() => {}, 9e6));`,
    ],
    ['passes its time-out', `await new Promise(() => setTimeout(() => {}, 9e6));`],
  ])('breaks the answer off where the function %s after the first byte', async (how, body) => {
    const name = how.replaceAll(' ', '-');
    await streaming(name, `stream.write('begun'); await new Promise((r) => setTimeout(r, 20)); ${body}`, {
      Timeout: 2,
    });
    const request = nextRequest();
    const response = await fetch(await urlOf(name, 'RESPONSE_STREAM'));
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect((await request).error).toContain(how === 'passes its time-out' ? 'Task timed out' : 'late');
  });

  it('lets the function run to its end where the client goes away', async () => {
    await streaming(
      'left',
      `stream.write('begun'); await point('left'); stream.end('rest'); await point('ended');`,
    );
    const client = new AbortController();
    const response = await fetch(await urlOf('left', 'RESPONSE_STREAM'), { signal: client.signal });
    await response.body?.getReader().read();
    client.abort();
    await signal.release('left');
    await signal.release('ended');
  });

  it('is written no faster than it is read', async () => {
    // More than the function may have: it would be killed for what it can't get rid of.
    const total = 150;
    await streaming(
      'large',
      `const { Readable } = require('node:stream');
       const megabytes = function* () { for (let n = 0; n < ${total}; n += 1) yield Buffer.alloc(1024 * 1024, 'x'); };
       await require('node:stream/promises').pipeline(Readable.from(megabytes()), stream);`,
      { MemorySize: 128, Timeout: 60 },
    );
    const response = await fetch(await urlOf('large', 'RESPONSE_STREAM'));
    let size = 0;
    for await (const chunk of response.body ?? []) size += (chunk as Uint8Array).length;
    expect(size).toBe(total * 1024 * 1024);
  });

  (hasCurl ? it : it.skip)('is read piece by piece by curl', async () => {
    await streaming('curled', SERVER_SENT_EVENTS.replace("point('first')", "point('curl')"));
    const child = execFile('curl', ['-sN', await urlOf('curled', 'RESPONSE_STREAM')]);
    const ended = new Promise<string>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', () => resolve('ended'));
    });
    const chunks: string[] = [];
    child.stdout?.on('data', (chunk: string) => {
      chunks.push(chunk);
      if (chunks.length === 1) void signal.release('curl');
    });
    expect(await ended).toBe('ended');
    expect(chunks).toEqual(['data: one\n\n', 'data: two\n\n']);
  });
});

describe('a function URL with InvokeMode BUFFERED', () => {
  it('sends what a stream brought when it has ended', async () => {
    await streaming(
      'buffered',
      `stream = begin(stream, { statusCode: 203 }); stream.write('a'); stream.end('b');`,
    );
    const response = await fetch(await urlOf('buffered', 'BUFFERED'));
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      203,
      '2',
      'ab',
    ]);
  });
});

describe('InvokeWithResponseStream', () => {
  async function stream(FunctionName: string, more: Partial<InvokeWithResponseStreamCommandInput> = {}) {
    const answer = await cloud.lambda.send(new InvokeWithResponseStreamCommand({ FunctionName, ...more }));
    const chunks: string[] = [];
    let complete: object | undefined;
    for await (const { PayloadChunk, InvokeComplete } of answer.EventStream ?? []) {
      if (PayloadChunk) chunks.push(decode(PayloadChunk.Payload));
      complete = InvokeComplete ?? complete;
    }
    return { status: answer.StatusCode, version: answer.ExecutedVersion, text: chunks.join(''), complete };
  }

  it('gives chunks as they are written, then the end, with the log where it is asked for', async () => {
    await streaming(
      'invoked',
      `stream.write('one'); await point('invoked'); console.log('noted'); stream.end('two');`,
    );
    const answer = await cloud.lambda.send(
      new InvokeWithResponseStreamCommand({ FunctionName: 'invoked', LogType: 'Tail' }),
    );
    const events = answer.EventStream?.[Symbol.asyncIterator]();
    expect(decode((await events?.next())?.value?.PayloadChunk?.Payload)).toBe('one');
    await signal.release('invoked');
    expect(decode((await events?.next())?.value?.PayloadChunk?.Payload)).toBe('two');
    const { LogResult, ...rest } = (await events?.next())?.value?.InvokeComplete ?? {};
    expect(rest).toEqual({});
    expect(Buffer.from(LogResult ?? '', 'base64').toString()).toContain('\tINFO\tnoted\n');
    expect((await events?.next())?.done).toBe(true);
  });

  it('gives an answer that does not stream as one chunk', async () => {
    await createFunction(cloud.lambda, 'at-once', 'return event;');
    expect(await stream('at-once', { Payload: Buffer.from('{"a":1}') })).toEqual({
      ...{ status: 200, version: '$LATEST', text: '{"a":1}', complete: {} },
    });
  });

  it('tells an error, before and after the first byte', async () => {
    await streaming('erring', `if (event.late) stream.write('begun'); throw new RangeError('no');`);
    for (const late of [false, true]) {
      const { text, complete } = await stream('erring', { Payload: Buffer.from(JSON.stringify({ late })) });
      expect(text).toBe(late ? 'begun' : '');
      const { ErrorCode, ErrorDetails } = complete as { ErrorCode: string; ErrorDetails: string };
      expect(ErrorCode).toBe('RangeError');
      expect(JSON.parse(ErrorDetails)).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
    }
  });

  it('is answered whole by Invoke', async () => {
    await streaming('by-invoke', `stream.write('{"a":'); stream.end('1}');`);
    expect((await invoke(cloud.lambda, 'by-invoke')).result).toEqual({ a: 1 });
  });
});
