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
