import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import express from 'express';
import serverless from 'serverless-http';
import { createExpressApp, lambdaOptions } from '../src/index.ts';
import { functionUrlEvent, restApiEvent } from '../test-support/events.ts';

/** The URL an app sees of an event. */
async function urlOf(event: object): Promise<string> {
  let url: string | undefined;
  const app = (req: { url: string }, res: { end(): void }) => {
    url = req.url;
    res.end();
  };
  await serverless(app, lambdaOptions)(event, {});
  return url ?? '';
}

const get = (path: string) => ({ method: 'GET', path });

describe('lambdaOptions', () => {
  it.each(['/', '/modulo1/a%2Fb%25?x=%20', '/modulo1/', '/$default/a'])(
    'leaves the path %s of a function URL as it is',
    async (path) => {
      expect(await urlOf(functionUrlEvent(get(path)))).toBe(path);
    },
  );

  it('counts the body that is in the event, whatever the header says', async () => {
    const event = { ...restApiEvent(get('/a')), headers: { 'Content-Length': '4' }, body: 'é' };
    let length: unknown;
    const app = (req: { headers: Record<string, string> }, res: { end(): void }) => {
      length = req.headers['content-length'];
      res.end();
    };
    await serverless(app, lambdaOptions)(event, {});
    expect(length).toBe('2');
  });

  it.each([
    ['/live/modulo1/a?x=1', '/modulo1/a?x=1'],
    ['/live', '/'],
    ['/live?x=1', '/?x=1'],
    ['/lively/a', '/lively/a'],
  ])('takes the stage off %s with payload 2.0', async (path, expected) => {
    const event = functionUrlEvent(get(path)) as { requestContext: { stage: string } };
    event.requestContext.stage = 'live';
    expect(await urlOf(event)).toBe(expected);
  });

  it.each(['/', '/modulo1/a%2Fb%25', '/modulo1/', '/local/a'])(
    'leaves the path %s of a REST API as it is',
    async (path) => {
      expect(await urlOf(restApiEvent(get(path)))).toBe(path);
    },
  );

  it.each([
    ['/v1/modulo1/a%2Fb', '/{proxy+}', 'modulo1/a%2Fb', '/modulo1/a%2Fb'],
    ['/v1/modulo1/a%2Fb', '/{proxy+}', 'modulo1/a/b', '/modulo1/a%2Fb'],
    ['/two/levels/modulo1/', '/{proxy+}', 'modulo1', '/modulo1/'],
    ['/v1', '/', null, '/'],
    ['/v1/modulo1/a', '/modulo1/{id}', 'a', '/v1/modulo1/a'],
  ])('takes the base path off %s of %s', async (path, resource, proxy, expected) => {
    const event = { ...restApiEvent(get(path)), resource, pathParameters: proxy === null ? null : { proxy } };
    expect(await urlOf(event)).toBe(expected);
  });

  it.each([
    ['/modulo1/a b', '/modulo1/a b'],
    ['/modulo1/100%', '/modulo1/100%25'],
    ['/modulo1/%2F', '/modulo1/%252F'],
    ['/modulo1/a?b', '/modulo1/a%3Fb'],
  ])('encodes the percent signs of %s, which an HTTP API has decoded', async (rawPath, expected) => {
    const event = functionUrlEvent(get('/')) as { rawPath: string; requestContext: object };
    event.rawPath = rawPath;
    Object.assign(event.requestContext, { domainName: 'api.example.com', domainPrefix: 'api' });
    expect(await urlOf(event)).toBe(expected);
  });

  it('joins headers that came more than once', async () => {
    const event = {
      ...restApiEvent(get('/')),
      headers: { Accept: 'b/b', Cookie: 'b=2' },
      multiValueHeaders: { Accept: ['a/a', 'b/b'], Cookie: ['a=1', 'b=2'] },
    };
    let headers: Record<string, unknown> = {};
    const app = (req: { headers: Record<string, unknown> }, res: { end(): void }) => {
      headers = req.headers;
      res.end();
    };
    await serverless(app, lambdaOptions)(event, {});
    expect([headers.accept, headers.cookie]).toEqual(['a/a, b/b', 'a=1; b=2']);
  });
});

describe('bodies that are not text', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000ff', 'hex');
  const events = { 'a function URL': functionUrlEvent, 'a REST API': restApiEvent };
  const app = createExpressApp('pictures');
  app.put('/picture', express.raw({ type: 'image/*' }), (req, res) => void res.type('png').send(req.body));
  app.get('/latin1', (_req, res) => {
    res.set('Content-Type', 'text/plain; charset=iso-8859-1').end(Buffer.from('a\u00e9', 'latin1'));
  });
  app.get('/piped', (_req, res) => {
    res.set('Transfer-Encoding', 'chunked').type('png');
    Readable.from([png.subarray(0, 5), png.subarray(5)]).pipe(res);
  });
  app.get('/gzip', (_req, res) => void res.set('Content-Encoding', 'gzip').send(gzipSync('text')));
  app.get('/bytes', (_req, res) => void res.end(png));

  describe.each(Object.entries(events))('through the event of %s', (_, toEvent) => {
    const answer = async (call: Parameters<typeof functionUrlEvent>[0]) => {
      const result = await serverless(app, lambdaOptions)(toEvent(call), {});
      const { body, isBase64Encoded } = result as { body: string; isBase64Encoded: boolean };
      return [isBase64Encoded, Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')];
    };

    it('come in and go out byte for byte', async () => {
      const headers = { 'Content-Type': 'image/png' };
      expect(await answer({ method: 'PUT', path: '/picture', headers, body: png })).toEqual([true, png]);
    });

    it.each([
      ['/piped', png],
      ['/bytes', png],
      ['/latin1', Buffer.from('a\u00e9', 'latin1')],
      ['/gzip', gzipSync('text')],
    ])('go out byte for byte from %s', async (path, expected) => {
      expect(await answer(get(path))).toEqual([true, expected]);
    });

    it('leave JSON as it is', async () => {
      expect(await answer(get('/none'))).toEqual([
        false,
        Buffer.from('{"ERROR":{"message":"Path does not exist"}}'),
      ]);
    });
  });
});
