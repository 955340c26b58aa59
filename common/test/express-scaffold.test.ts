import { createServer } from 'node:http';
import { type Express, Router } from 'express';
import { createExpressApp, HttpError } from '../src/index.ts';
import { closeServer, listen } from '../test-support/dynamodb.ts';

/** Asks an app, each time over a server of its own. */
async function ask(app: Express, path: string, init?: RequestInit): Promise<[number, string]> {
  const server = createServer(app);
  try {
    const answer = await fetch(`http://127.0.0.1:${await listen(server)}${path}`, init);
    return [answer.status, await answer.text()];
  } finally {
    await closeServer(server);
  }
}

const notFound = [404, '{"ERROR":{"message":"Path does not exist"}}'];

describe('an app of createExpressApp', () => {
  it('answers a route that is added, also after the first request', async () => {
    const app = createExpressApp('rooms');
    expect(await ask(app, '/rooms')).toEqual(notFound);
    app.get('/rooms', (_req, res) => void res.send('rooms'));
    expect(await ask(app, '/rooms')).toEqual([200, 'rooms']);
    app.get('/chairs', (_req, res) => void res.send('chairs'));
    expect(await ask(app, '/chairs')).toEqual([200, 'chairs']);
    expect(await ask(app, '/tables')).toEqual(notFound);
  });

  it('turns what a route throws into an answer', async () => {
    const app = createExpressApp('rooms');
    app.get('/rooms', async () => {
      throw new HttpError(409, 'The room is taken');
    });
    expect(await ask(app, '/rooms')).toEqual([409, '{"ERROR":{"message":"The room is taken"}}']);
  });

  it("answers 405 with what the path takes, a router's routes included", async () => {
    const app = createExpressApp('rooms');
    const router = Router({ caseSensitive: true });
    app.get('/rooms', (_req, res) => void res.send('rooms'));
    router.post('/rooms', (_req, res) => void res.send('made'));
    app.use(router);
    expect(await ask(app, '/rooms', { method: 'PUT' })).toEqual([
      405,
      '{"ERROR":{"message":"Method PUT is not allowed: use GET, HEAD, POST, OPTIONS"}}',
    ]);
    expect(await ask(app, '/', { method: 'PUT' })).toEqual(notFound);
  });

  it.each(['//rooms', '///rooms'])('answers %s as /rooms', async (path) => {
    const app = createExpressApp('rooms');
    app.get('/rooms', (req, res) => void res.send(req.url));
    expect(await ask(app, `${path}?a=//b`)).toEqual([200, '/rooms?a=//b']);
  });

  it('shows a browser what there is at /, and tells tools what it tells them of any other path', async () => {
    const app = createExpressApp('<rooms>');
    app.get('/rooms', (_req, res) => void res.send('rooms'));
    app.route('/rooms/:id').put((_req, res) => void res.send('put'));
    const Accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const [status, page] = await ask(app, '/', { headers: { Accept } });
    expect(status).toBe(200);
    expect(page).toContain('<h1>&#60;rooms&#62;</h1>');
    expect(page).toContain('<tr><td><code>GET</code><td><a href="rooms"><code>/rooms</code></a>');
    expect(page).toContain('<tr><td><code>PUT</code><td><code>/rooms/:id</code>');
    for (const tool of ['*/*', 'application/json', 'application/json, text/plain, */*']) {
      expect(await ask(app, '/', { headers: { Accept: tool } })).toEqual(notFound);
    }
    expect(await ask(app, '/other', { headers: { Accept } })).toEqual(notFound);
  });
});

describe('CORS_ORIGIN', () => {
  const { CORS_ORIGIN: before } = process.env;
  afterEach(() => {
    if (before === undefined) delete process.env.CORS_ORIGIN;
    else process.env.CORS_ORIGIN = before;
  });

  /** What an app that is made with this CORS_ORIGIN says to a page's preflight, and to its request. */
  async function corsOf(allowed: string | undefined, origin: string) {
    if (allowed === undefined) delete process.env.CORS_ORIGIN;
    else process.env.CORS_ORIGIN = allowed;
    const server = createServer(createExpressApp('rooms').put('/rooms', (_req, res) => void res.send('put')));
    const url = `http://127.0.0.1:${await listen(server)}/rooms`;
    const asked = {
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type',
    };
    try {
      const preflight = await fetch(url, { method: 'OPTIONS', headers: { Origin: origin, ...asked } });
      const answer = await fetch(url, { method: 'PUT', headers: { Origin: origin } });
      return [preflight, answer].map(({ status, headers }) => [
        status,
        headers.get('access-control-allow-origin'),
        headers.get('access-control-allow-headers'),
      ]);
    } finally {
      await closeServer(server);
    }
  }

  it.each([
    ['*', 'https://any.example', '*'],
    ['https://app.example', 'https://app.example', 'https://app.example'],
    ['https://app.example, null', 'null', 'null'],
  ])('lets %s in: %s', async (allowed, origin, answered) => {
    expect(await corsOf(allowed, origin)).toEqual([
      [204, answered, 'content-type'],
      [200, answered, null],
    ]);
  });

  it('does not name an origin that is not in it, and none where it is not set', async () => {
    expect((await corsOf('https://app.example', 'https://other.example')).map(([, named]) => named)).toEqual([
      null,
      null,
    ]);
    expect(await corsOf(undefined, 'https://app.example')).toEqual([
      [204, null, null],
      [200, null, null],
    ]);
  });
});
