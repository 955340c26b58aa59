import { gzipSync } from 'node:zlib';
import { type Call, events } from './events.ts';
import { type LayerCloud, startLayerCloud } from './support.ts';

/** Answers what it was asked. */
const ROUTES = `
const { Router } = require('express');
exports.routes = Router();
exports.routes.all('/echo/:id', (req, res) => {
  const { method, params, query, headers } = req;
  const body = Buffer.isBuffer(req.body) ? { bytes: [...req.body] } : req.body;
  res.json({ method, id: params.id, query, accept: headers.accept, cookie: headers.cookie, body, type: typeof body, ip: req.ip });
});
`;

let cloud: LayerCloud;
beforeAll(async () => {
  cloud = await startLayerCloud();
  await cloud.deploy('echo', { 'routes.js': ROUTES });
  await cloud.deploy('small', { 'routes.js': ROUTES }, { BODY_LIMIT_BYTES: '10' });
});
afterAll(() => cloud.close());

describe.each(Object.entries(events))('a request from %s', (source, toEvent) => {
  const echo = async (call: Partial<Call>) => {
    const { answer } = await cloud.invoke('echo', toEvent({ path: '/echo/a', ...call }));
    return { status: answer.statusCode, ...JSON.parse(answer.body) };
  };
  const isBalancer = source.startsWith('a load balancer');
  const keepsRepeated = source !== 'a load balancer';

  it('has method, path and query', async () => {
    expect(await echo({ method: 'PATCH', path: '/echo/a%20b%C3%A9?q=1%262&s=a+b' })).toMatchObject({
      method: 'PATCH',
      id: 'a bé',
      query: { q: '1&2', s: 'a b' },
      type: 'undefined',
    });
  });

  it('has every value of what is repeated', async () => {
    const headers: [string, string][] = [
      ['Accept', 'text/html'],
      ['Accept', 'image/png'],
      ['Cookie', 'a=1'],
      ['Cookie', 'b=2'],
    ];
    const { query, accept, cookie } = await echo({ path: '/echo/a?q=1&q=2', headers });
    if (!keepsRepeated) expect([query.q, accept, cookie]).toEqual(['2', 'image/png', 'b=2']);
    else
      expect([query.q, accept.split(/, ?/), cookie]).toEqual([
        ['1', '2'],
        ['text/html', 'image/png'],
        'a=1; b=2',
      ]);
  });

  it('has the address of the caller', async () => {
    expect((await echo({})).ip).toBe(isBalancer ? undefined : '203.0.113.7');
  });

  it.each([
    ['application/json', '{"é":[1]}', { é: [1] }],
    ['application/vnd.api+json; charset=utf-8', '"text"', 'text'],
    ['application/x-www-form-urlencoded', 'a=1&a=2&b=x+y', { a: ['1', '2'], b: 'x y' }],
    ['text/plain', 'line\r\nline', 'line\r\nline'],
    ['image/png', Buffer.from([137, 0, 255]), { bytes: [137, 0, 255] }],
    ['', Buffer.from([1, 2]), { bytes: [1, 2] }],
  ])('has a body of type "%s" parsed', async (type, body, expected) => {
    const headers: [string, string][] = type === '' ? [] : [['Content-Type', type]];
    expect((await echo({ method: 'POST', headers, body })).body).toEqual(expected);
  });

  it('has a compressed body inflated', async () => {
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['Content-Encoding', 'gzip'],
    ];
    expect((await echo({ method: 'PUT', headers, body: gzipSync('{"a":1}') })).body).toEqual({ a: 1 });
  });
});

describe('a body', () => {
  const post = async (name: string, body: string, type = 'application/json') => {
    const headers: [string, string][] = [['Content-Type', type]];
    const event = events['a function URL']!({ method: 'POST', path: '/echo/a', headers, body });
    const { answer } = await cloud.invoke(name, event);
    return [answer.statusCode, JSON.parse(answer.body)];
  };

  it('is rejected with 400 where it is not JSON', async () => {
    const [status, body] = await post('echo', '{"a":');
    expect([status, Object.keys(body.ERROR)]).toEqual([400, ['message']]);
    expect(body.ERROR.message).toMatch(/^Request body is not valid JSON: Unexpected end of JSON input/);
  });

  it('is rejected with 413 above 1 MiB, or what BODY_LIMIT_BYTES says', async () => {
    const [status, body] = await post('echo', 'x'.repeat(1024 * 1024 + 1), 'text/plain');
    expect([status, body]).toEqual([
      413,
      { ERROR: { message: 'Request body is above the limit of 1048576 bytes' } },
    ]);
    expect((await post('echo', 'x'.repeat(1024 * 1024), 'text/plain'))[0]).toBe(200);
    expect((await post('small', '[1,2,3,45]'))[0]).toBe(200);
    expect((await post('small', '[1,2,3,456]'))[1]).toEqual({
      ERROR: { message: 'Request body is above the limit of 10 bytes' },
    });
  });

  it('is rejected with 415 in an unknown charset', async () => {
    const [status] = await post('echo', '{}', 'application/json; charset=klingon');
    expect(status).toBe(415);
  });
});
