import { events } from './events.ts';
import { type LayerCloud, startLayerCloud } from './support.ts';

const ROUTES = `
const { Readable } = require('node:stream');
const { Router } = require('express');
const routes = (module.exports = Router());
routes.get('/json', (req, res) => res.status(201).json({ é: '\\r\\n' }));
routes.get('/repeated', (req, res) => {
  res.cookie('a', '1').cookie('b', '2').append('Link', '<a>').append('Link', '<b>').send('ok');
});
routes.get('/cookie', (req, res) => res.cookie('a', '1').end());
routes.get('/png', (req, res) => res.type('png').send(Buffer.from([137, 80, 13, 10, 0, 255])));
routes.get('/gzip', (req, res) => res.set('Content-Encoding', 'gzip').json({}));
routes.get('/untyped/:hex', (req, res) => res.end(Buffer.from(req.params.hex, 'hex')));
routes.get('/latin1', (req, res) => res.type('text/html; charset=latin1').end(Buffer.from([0xe9])));
routes.get('/stream', (req, res) => {
  res.set('Transfer-Encoding', 'chunked').type('text/plain');
  Readable.from(['one\\r\\n', 'two\\r\\n\\r\\n', 'three']).pipe(res);
});
routes.get('/empty', (req, res) => res.status(204).end());
routes.get('/throws', () => { throw new Error('a secret'); });
routes.get('/rejects', async () => { throw Object.assign(new Error('Wrong tea'), { status: 418, headers: { 'X-Pot': '1' }, details: { pot: 'blue' } }); });
routes.get('/unavailable', () => { throw Object.assign(new Error('a secret'), { status: 503 }); });
routes.get('/late', async (req, res) => { res.write('partly'); throw new Error('a secret'); });
`;

let cloud: LayerCloud;
beforeAll(async () => {
  cloud = await startLayerCloud();
  await cloud.deploy('answers', { 'routes.js': ROUTES });
});
afterAll(() => cloud.close());

const get = (source: string, path: string) => cloud.invoke('answers', events[source]!({ path }));
const ID = expect.stringMatching(/^[\da-f-]{36}$/);

describe('an answer', () => {
  it('to a REST API names a header once, in one of the two places', async () => {
    const { answer } = await get('a REST API', '/repeated');
    expect(answer).toEqual({
      statusCode: 200,
      headers: { 'x-request-id': ID, 'content-type': 'text/html; charset=utf-8', 'content-length': '2' },
      multiValueHeaders: { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'], link: ['<a>', '<b>'] },
      body: 'ok',
      isBase64Encoded: false,
    });
  });

  it.each(['an HTTP API', 'a function URL'])('to %s has its cookies apart', async (source) => {
    const { answer } = await get(source, '/repeated');
    expect(answer).toEqual({
      statusCode: 200,
      headers: {
        'x-request-id': ID,
        'content-type': 'text/html; charset=utf-8',
        'content-length': '2',
        link: '<a>, <b>',
      },
      cookies: ['a=1; Path=/', 'b=2; Path=/'],
      body: 'ok',
      isBase64Encoded: false,
    });
    expect((await get(source, '/cookie')).answer.cookies).toEqual(['a=1; Path=/']);
  });

  it('to a load balancer has a status description, and the last of several cookies', async () => {
    const { answer } = await get('a load balancer', '/repeated');
    expect(answer).toMatchObject({
      statusCode: 200,
      statusDescription: '200 OK',
      headers: { link: '<a>, <b>', 'set-cookie': 'b=2; Path=/' },
    });
    expect(answer.multiValueHeaders).toBeUndefined();
  });

  it('to a load balancer with multi-value headers has lists only', async () => {
    const { answer } = await get('a load balancer with multi-value headers', '/repeated');
    expect(answer).toEqual({
      statusCode: 200,
      statusDescription: '200 OK',
      multiValueHeaders: {
        'x-request-id': [ID],
        'content-type': ['text/html; charset=utf-8'],
        'content-length': ['2'],
        link: ['<a>', '<b>'],
        'set-cookie': ['a=1; Path=/', 'b=2; Path=/'],
      },
      body: 'ok',
      isBase64Encoded: false,
    });
  });
});

describe.each(Object.keys(events))('a body for %s', (source) => {
  it.each([
    ['/json', false, '{"é":"\\r\\n"}'],
    ['/png', true, 'iVANCgD/'],
    ['/gzip', true, 'e30='],
    ['/untyped/c3a9', false, 'é'],
    ['/untyped/ff', true, '/w=='],
    ['/latin1', true, '6Q=='],
    ['/stream', false, 'one\r\ntwo\r\n\r\nthree'],
    ['/empty', false, ''],
  ])('of %s is base64: %s', async (path, isBase64Encoded, body) => {
    const { answer } = await get(source, path);
    expect([answer.isBase64Encoded, answer.body]).toEqual([isBase64Encoded, body]);
  });
});

describe('an error', () => {
  it('that is none of an answer is 500, and leaks nothing', async () => {
    const { answer, lines } = await get('a function URL', '/throws');
    const requestId = answer.headers?.['x-request-id'];
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
      500,
      { ERROR: { message: 'Internal error', requestId } },
    ]);
    expect(lines).toMatchObject([
      {
        level: 'ERROR',
        message: 'GET /throws 500',
        service: 'answers',
        requestId,
        error: { name: 'Error', message: 'a secret', stack: expect.stringContaining('routes.js:') },
      },
    ]);
  });

  it('with a status is that answer, with its headers and details', async () => {
    const { answer } = await get('a function URL', '/rejects');
    expect([answer.statusCode, answer.headers?.['x-pot'], JSON.parse(answer.body)]).toEqual([
      418,
      '1',
      { ERROR: { message: 'Wrong tea', pot: 'blue' } },
    ]);
  });

  it('with a status of 5xx keeps it, without its message', async () => {
    const { answer } = await get('a function URL', '/unavailable');
    const requestId = answer.headers?.['x-request-id'];
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
      503,
      { ERROR: { message: 'Service Unavailable', requestId } },
    ]);
  });

  it('is 404 for a path that no route answers', async () => {
    const { answer } = await get('a REST API', '/other');
    expect([answer.statusCode, answer.body]).toEqual([404, '{"ERROR":{"message":"Path does not exist"}}']);
  });
});

describe('a log', () => {
  it('has one line for a request, with the id of the invocation', async () => {
    const { lines, log, answer } = await get('a function URL', '/json');
    const requestId = /RequestId: (\S+)/.exec(log)?.[1];
    expect(answer.headers?.['x-request-id']).toBe(requestId);
    expect(lines).toMatchObject([
      { level: 'INFO', message: 'GET /json 201', requestId, method: 'GET', path: '/json', status: 201 },
    ]);
  });
});

describe('a function URL', () => {
  it('carries bytes and cookies through HTTP', async () => {
    const url = await cloud.url('answers');
    const png = await fetch(`${url}png`);
    expect([png.headers.get('content-type'), [...new Uint8Array(await png.arrayBuffer())]]).toEqual([
      'image/png',
      [137, 80, 13, 10, 0, 255],
    ]);
    expect((await fetch(`${url}repeated`)).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  });
});
