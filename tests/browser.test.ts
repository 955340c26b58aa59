import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { findChromium, openPage } from './support/chromium.ts';
import { Deployment } from './support/deployment.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

const chromium = await findChromium();
const [describeIf, title] = chromium
  ? [describe, 'a page in Chromium']
  : [describe.skip, 'a page in Chromium (skipped: no chromium is installed)'];

describeIf(title, () => {
  let target: Target;
  let modulo1: Deployment;
  let pages: Server;
  let origin: string;
  let served: (request: IncomingMessage) => Promise<string>;
  beforeAll(async () => {
    target = await localCloud();
    modulo1 = new Deployment('modulo1', target);
    await modulo1.deploy();
    pages = createServer(async (request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Type', 'text/html');
      response.end(await served(request));
    }).listen(0, '127.0.0.1');
    await once(pages, 'listening');
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    pages.closeAllConnections();
    pages.close();
    await target.close();
  });

  /** Runs a function in a page, whose server is told the result. @param wrap what the page makes of the script */
  async function inPage(script: string, wrap = (page: string) => page): Promise<unknown> {
    const source = `<script>(async () => { try { return await (${script})(); } catch (error) { return String(error); } })()
      .then((result) => fetch('${origin}/result', { method: 'POST', body: JSON.stringify(result) }))</script>`;
    const result = new Promise<string>((resolve) => {
      served = async (request) => {
        if (request.url !== '/result') return wrap(source);
        resolve(await text(request));
        return '';
      };
    });
    const page = openPage(chromium ?? '', origin);
    try {
      return JSON.parse(await result);
    } finally {
      await page.close();
    }
  }

  /** A PUT of JSON, for which a browser asks first, and a GET. */
  const putAndGet = (url: string) => `async () => {
    const headers = { 'Content-Type': 'application/json' };
    const put = await fetch('${url}', { method: 'PUT', headers, body: '{"chairs":90}' });
    const got = await fetch('${url}');
    return [put.status, await put.json(), got.status, await got.json()];
  }`;
  const stored = [
    200,
    { PUT: { modulo1Id: 'sala90', item: { data: { S: '{"chairs":90}' } } } },
    200,
    { GET: { modulo1Id: 'sala90', data: '{"chairs":90}' } },
  ];
  /** A sandboxed frame's origin is null, as that of a page from a file is. */
  const frame = (page: string) =>
    `<iframe sandbox="allow-scripts" srcdoc="${page.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;

  it('calls the module through its function URL, preflight and all', async () => {
    expect(await inPage(putAndGet(`${await modulo1.functionUrl()}/modulo1/sala90`))).toEqual(stored);
  }, 60_000);

  it('calls it through its REST API', async () => {
    expect(await inPage(putAndGet(`${await modulo1.restApiUrl()}/modulo1/sala90`))).toEqual(stored);
  }, 60_000);

  it('calls it where its origin is null', async () => {
    expect(await inPage(putAndGet(`${await modulo1.functionUrl()}/modulo1/sala90`), frame)).toEqual(stored);
  }, 60_000);
});
