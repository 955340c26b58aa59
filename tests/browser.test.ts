import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Lambda } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { findChromium, openPage } from './support/chromium.ts';
import { Deployment } from './support/deployment.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

const chromium = await findChromium();
const [describeIf, title] = chromium
  ? [describe, 'a page in Chromium']
  : [describe.skip, 'a page in Chromium (skipped: no chromium is installed)'];

/** Which server-sent events the page has heard of. */
const heard = new EventEmitter();
const seen = new Set<string>();
for (const event of ['1', '2', '3']) heard.on(event, () => seen.add(event));

const CLIENT = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

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
      const [, who, event = ''] = /^\/(heard|page)\/(\d)$/.exec(request.url ?? '') ?? [];
      if (who === 'page') heard.emit(event);
      if (who === 'heard' && !seen.has(event)) await once(heard, event);
      response.end(who ? '' : await served(request));
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

  it('hears server-sent events one by one, each before the function goes on', async () => {
    const FunctionName = 'ticking';
    const lambda = new Lambda({ endpoint: target.endpoint, ...CLIENT });
    // The function goes on with its next event once the page has told that it has the last one.
    const code = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      const headers = { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' };
      stream = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers });
      for (const n of [1, 2, 3]) {
        stream.write('data: ' + n + '\\n\\n');
        await fetch('${origin}/heard/' + n);
      }
      stream.end();
    });`;
    const ZipFile = zipSync({ 'index.js': strToU8(code) });
    await lambda.createFunction({
      ...{ FunctionName, Runtime: 'nodejs20.x', Handler: 'index.handler', Timeout: 30, Code: { ZipFile } },
      Role: 'arn:aws:iam::000000000000:role/r',
    });
    const { FunctionUrl } = await lambda.createFunctionUrlConfig({
      ...{ FunctionName, AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' },
    });
    lambda.destroy();
    const script = `() => new Promise((resolve) => {
      const heard = [];
      const source = new EventSource('${FunctionUrl}');
      source.onmessage = ({ data }) => {
        heard.push(data);
        fetch('${origin}/page/' + data);
        if (heard.length < 3) return;
        source.close();
        resolve(heard);
      };
    })`;
    expect(await inPage(script)).toEqual(['1', '2', '3']);
  }, 60_000);
});
