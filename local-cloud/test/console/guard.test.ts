import { send } from '../gateway/support.ts';
import { used } from '../support/cloud.ts';
import { startCloud } from './support.ts';

const cloud = await used(startCloud());

const get = (path: string, headers = {}) => send(cloud.endpoint, { path: `/_local-cloud/${path}`, headers });

it('serves a page that loads nothing from elsewhere and can be shown in no other', async () => {
  const { status, headers, body } = await get('');
  expect([status, headers['content-type'], headers['x-frame-options']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'DENY',
  ]);
  const policy = String(headers['content-security-policy']);
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(body.match(/(?:src|href)="(?!\/_local-cloud\/|data:)/g)).toBeNull();
});

it('leads there without its last slash, and from the landing page', async () => {
  const { status, headers } = await send(cloud.endpoint, { path: '/_local-cloud' });
  expect([status, headers.location]).toEqual([308, '/_local-cloud/']);
  const landing = await send(cloud.endpoint, { headers: { accept: 'text/html' } });
  expect(landing.body).toContain('href="/_local-cloud/"');
});

it.each(['api/requests', 'api/stream?requests', 'assets/app.js', 'try/arn/', 'api/regions'])(
  'keeps a page of another origin from %s, seen or unseen',
  async (path) => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    ]) {
      expect((await get(path, headers)).status).toBe(403);
    }
  },
);

it('tells no page that it may read an answer', async () => {
  const { headers } = await get('api/requests', { origin: 'http://localhost:3000' });
  expect([headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual([
    undefined,
    'same-origin',
  ]);
});

it('is at no name that is not this machine', async () => {
  for (const path of ['', 'api/requests']) {
    expect((await get(path, { host: 'evil.example' })).status).toBe(403);
  }
});

it('is 150 KB at most, compressed, with all it loads', async () => {
  const { gzipSync } = await import('node:zlib');
  const files = await Promise.all(['', 'assets/app.js', 'assets/app.css'].map((path) => get(path)));
  expect(files.map(({ status }) => status)).toEqual([200, 200, 200]);
  const bytes = files.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
  expect(bytes).toBeLessThan(150 * 1024);
  expect(files[1]?.body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});
