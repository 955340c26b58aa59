import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { exceptOnWindows } from '../../../../../tests/support/systems.ts';
import type { FunctionSpec } from '../../../../src/services/lambda/runtime/index.ts';
import { cleanUp, messages, testFunction } from './support.ts';

const listeners: Server[] = [];
afterEach(async () => {
  await cleanUp();
  for (const server of listeners.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Tells a server of the test what it is told. */
const EXTENSION = (port: number, body: string) => `#!/usr/bin/env node
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API;
const tell = (what) => fetch('http://127.0.0.1:${port}/', { method: 'POST', body: JSON.stringify(what) });
(async () => { ${body} })();`;

const LOOP = `
  const registered = await fetch(api + '/2020-01-01/extension/register', {
    method: 'POST', headers: { 'Lambda-Extension-Name': 'watcher' }, body: JSON.stringify({ events: ['INVOKE', 'SHUTDOWN'] }),
  });
  const id = registered.headers.get('lambda-extension-identifier');
  await tell({ registered: await registered.json() });
  for (;;) {
    const event = await (await fetch(api + '/2020-01-01/extension/event/next', {
      headers: { 'Lambda-Extension-Identifier': id },
    })).json();
    await tell(event);
    if (event.eventType === 'SHUTDOWN') process.exit();
  }`;

const SUBSCRIBE = (port: number) => `
  await fetch(api + '/2022-07-01/telemetry', {
    method: 'PUT',
    body: JSON.stringify({
      schemaVersion: '2022-12-13', types: ['platform', 'function'],
      buffering: { timeoutMs: 25 }, destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:${port}/' },
    }),
  });`;

const INIT = { initializationType: 'on-demand', phase: 'init' };

/** A server that keeps what it is told. */
async function listener() {
  const told: Record<string, unknown>[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    // Where something waits for the extension.
    while (request.url === '/registered' && !told.some(({ registered }) => registered))
      await once(server, 'told');
    let text = '';
    for await (const chunk of request) text += chunk;
    if (text !== '') told.push(...[JSON.parse(text)].flat());
    response.end();
    server.emit('told');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const until = async (isThere: (what: Record<string, unknown>) => boolean): Promise<void> => {
    while (!told.some(isThere)) await once(server, 'told');
  };
  listeners.push(server);
  return { told, port, until };
}

async function withExtension(
  extension: string,
  code: Record<string, string>,
  more: Partial<FunctionSpec> = {},
) {
  const layer = await testFunction({ 'extensions/watcher': extension });
  const layerRoot = path.join(layer.root, 'task');
  await chmod(path.join(layerRoot, 'extensions/watcher'), 0o755);
  return testFunction(code, { layerRoot, ...more });
}

exceptOnWindows('it runs no file by its first line').describe('an external extension', () => {
  it('is started beside the runtime, told of each event, and of the end', async () => {
    const { told, port } = await listener();
    const { invoke, pool } = await withExtension(EXTENSION(port, LOOP), {
      'index.js': 'exports.handler = async (event) => event;',
    });
    const first = await invoke({ n: 1 });
    const second = await invoke({ n: 2 });
    expect(first.payload.toString()).toBe('{"n":1}');
    await pool.close();
    expect(told).toEqual([
      { registered: { functionName: 'greeter', functionVersion: '$LATEST', handler: 'index.handler' } },
      ...[first, second].map(({ requestId }) => ({
        ...{ eventType: 'INVOKE', requestId, deadlineMs: expect.any(Number) },
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:greeter',
        tracing: { type: 'X-Amzn-Trace-Id', value: expect.stringMatching(/^Root=1-/) },
      })),
      { eventType: 'SHUTDOWN', shutdownReason: 'spindown', deadlineMs: expect.any(Number) },
    ]);
  });

  it('fails the function where it reports that it can not start', async () => {
    const { port } = await listener();
    const extension = EXTENSION(
      port,
      `const registered = await fetch(api + '/2020-01-01/extension/register', {
        method: 'POST', headers: { 'Lambda-Extension-Name': 'watcher' }, body: '{"events":[]}',
      });
      await fetch(api + '/2020-01-01/extension/init/error', {
        method: 'POST',
        headers: {
          'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier'),
          'Lambda-Extension-Function-Error-Type': 'Extension.NoConfig',
        },
      });`,
    );
    const { call } = await withExtension(extension, { 'index.js': 'exports.handler = async () => 1;' });
    expect(await call()).toMatchObject({ errorType: 'Extension.NoConfig' });
  });

  it.each([
    ['timeout', 'new Promise((done) => setTimeout(done, 60_000))', { status: 'timeout' }],
    ['failure', 'process.exit(3)', { status: 'error', errorType: 'Runtime.ExitError' }],
  ])('is told why the environment ends: %s', async (shutdownReason, work, outcome) => {
    const { told, port } = await listener();
    const { invoke } = await withExtension(
      EXTENSION(port, `${SUBSCRIBE(port)} ${LOOP}`),
      { 'index.js': `exports.handler = async () => ${work};` },
      { timeout: 1 },
    );
    const { requestId } = await invoke();
    const shutdown = { eventType: 'SHUTDOWN', shutdownReason, deadlineMs: expect.any(Number) };
    expect(told).toContainEqual(shutdown);
    const done = told.find(({ type }) => type === 'platform.runtimeDone');
    expect(done?.record).toEqual({ requestId, ...outcome, metrics: { durationMs: expect.any(Number) } });
    // It hears so while it can still do something about it.
    expect(told.indexOf(done ?? {})).toBeLessThan(
      told.findIndex(({ eventType }) => eventType === 'SHUTDOWN'),
    );
  });

  it('is told why init fails, and that the environment ends', async () => {
    const { told, port } = await listener();
    const { call } = await withExtension(EXTENSION(port, `${SUBSCRIBE(port)} ${LOOP}`), {
      'index.mjs': `await fetch('http://127.0.0.1:${port}/registered'); throw new RangeError('no');`,
    });
    expect(await call()).toMatchObject({ errorType: 'RangeError' });
    expect(told).toContainEqual(
      expect.objectContaining({
        type: 'platform.initRuntimeDone',
        record: { ...INIT, status: 'error', errorType: 'RangeError' },
      }),
    );
    expect(told).toContainEqual(expect.objectContaining({ shutdownReason: 'failure' }));
  });

  it('gives the runtime a SIGTERM where the environment is no longer needed', async () => {
    const { told, port } = await listener();
    const { invoke, pool, logs } = await withExtension(EXTENSION(port, LOOP), {
      'index.js': `
        process.on('SIGTERM', () => {
          console.log('SIGTERM');
          process.exit();
        });
        exports.handler = async () => 1;`,
    });
    await invoke();
    await pool.close();
    expect(messages(logs).at(-1)).toContain('SIGTERM');
    expect(told).toContainEqual(expect.objectContaining({ shutdownReason: 'spindown' }));
  });

  it('is sent telemetry that it subscribes to', async () => {
    const { told, port, until } = await listener();
    const extension = EXTENSION(port, `${SUBSCRIBE(port)} ${LOOP}`);
    const { invoke, pool } = await withExtension(extension, {
      'index.js': `exports.handler = async () => { console.log('noted'); };`,
    });
    const { requestId } = await invoke();
    await until(({ type }) => type === 'platform.report');
    await pool.close();
    const telemetry = told.filter(({ type }) => type !== undefined);
    expect(telemetry.map(({ type }) => type)).toEqual([
      ...[
        'platform.initStart',
        'platform.telemetrySubscription',
        'platform.initRuntimeDone',
        'platform.initReport',
      ],
      ...['platform.extension', 'platform.start', 'function', 'platform.runtimeDone', 'platform.report'],
    ]);
    const record = (wanted: string) => telemetry.find(({ type }) => type === wanted)?.record;
    expect(record('platform.telemetrySubscription')).toMatchObject({
      state: 'Subscribed',
      types: ['platform', 'function'],
    });
    expect(record('platform.extension')).toEqual({
      name: 'watcher',
      state: 'Ready',
      events: ['INVOKE', 'SHUTDOWN'],
    });
    expect(record('function')).toContain('noted');
    expect(record('platform.runtimeDone')).toMatchObject({ requestId, status: 'success' });
    expect(record('platform.report')).toMatchObject({ requestId, metrics: { memorySizeMB: 128 } });
  });
});

it('lets code register as an internal extension', async () => {
  const { call } = await testFunction({
    'index.mjs': `
      const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension/';
      const registered = await fetch(api + 'register', {
        method: 'POST', headers: { 'Lambda-Extension-Name': 'inner' }, body: '{"events":["INVOKE"]}',
      });
      const headers = { 'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier') };
      const next = fetch(api + 'event/next', { headers }).then((answer) => answer.json());
      export const handler = async () => {
        const { eventType } = await next;
        void fetch(api + 'event/next', { headers });
        return eventType;
      };`,
  });
  expect(await call()).toBe('INVOKE');
  expect(await call()).toBe('INVOKE');
});
