import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, temporaryVariables } from '../../../../../tests/support/folders.ts';
import { PoolClosedError } from '../../../../src/services/lambda/runtime/index.ts';
import { cleanUp, testFunction } from './support.ts';

/**
 * Handlers connect and go on when the test writes to them; the connection stays open as long as their process
 * lives. So the test is told of everything it waits for.
 */
async function meetingPoint() {
  const sockets: Socket[] = [];
  const arrivals: (() => void)[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume();
    sockets.push(socket);
    for (const arrival of arrivals) arrival();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    sockets,
    /** Resolves with the connections when there are that many. */
    arrived: (count: number) =>
      new Promise<Socket[]>((resolve) => {
        const check = () => sockets.length >= count && resolve(sockets);
        arrivals.push(check);
        check();
      }),
    release: () => {
      for (const socket of sockets) socket.write('go');
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const MEETING = `exports.handler = (event) => new Promise((resolve, reject) => {
  const socket = require('node:net').connect(event.port, '127.0.0.1');
  socket.on('data', () => resolve(process.pid)).on('error', reject);
});`;

let meeting: Awaited<ReturnType<typeof meetingPoint>>;
beforeEach(async () => {
  meeting = await meetingPoint();
});
afterEach(async () => {
  meeting.close();
  await cleanUp();
});

it('uses one warm environment for one invocation after the other', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': 'exports.handler = async () => process.pid;' });
  const pids = new Set<string>();
  for (let time = 0; time < 20; time++) pids.add((await invoke()).payload.toString());
  expect(pids.size).toBe(1);
  expect(pool.stats).toEqual({ environments: 1, underway: 0 });
});

it('starts as many environments as there are invocations that do not end', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING });
  const results = Array.from({ length: 6 }, () => invoke({ port: meeting.port }));
  await meeting.arrived(6);
  expect(pool.stats).toEqual({ environments: 6, underway: 6 });
  meeting.release();
  const pids = (await Promise.all(results)).map(({ payload }) => payload.toString());
  expect(new Set(pids).size).toBe(6);
});

it('runs many short invocations at once in few environments', async () => {
  const { invoke, pool } = await testFunction(
    { 'index.js': 'exports.handler = async (event) => event;' },
    { maxConcurrency: 50 },
  );
  await invoke();
  const results = await Promise.all(Array.from({ length: 50 }, (_, index) => invoke({ index })));
  expect(results.map(({ payload }) => JSON.parse(payload.toString()))).toEqual(
    results.map((_, index) => ({ index })),
  );
  expect(pool.stats.environments).toBeLessThan(50);
});

it('lets invocations beyond its concurrency wait for their turn, in their order', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING }, { maxConcurrency: 2 });
  const ended: string[] = [];
  const results = ['first', 'second', 'third', 'fourth'].map(async (name) => {
    const { functionError } = await invoke({ port: meeting.port });
    ended.push(name);
    return functionError;
  });
  const [one, other] = await meeting.arrived(2);
  expect(pool.stats).toEqual({ environments: 2, underway: 2 });
  one?.write('go');
  const [, , third] = await meeting.arrived(3);
  expect(ended).toHaveLength(1);
  expect(pool.stats).toEqual({ environments: 2, underway: 2 });
  third?.write('go');
  await meeting.arrived(4);
  expect(ended).toEqual([expect.stringMatching(/^(first|second)$/), 'third']);
  other?.write('go');
  meeting.release();
  expect(await Promise.all(results)).toEqual([undefined, undefined, undefined, undefined]);
  expect(pool.stats).toEqual({ environments: 2, underway: 0 });
});

it.each(['drain', 'close'] as const)('rejects what waits for its turn on %s', async (end) => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING }, { maxConcurrency: 1 });
  const first = invoke({ port: meeting.port }).catch(() => {});
  await meeting.arrived(1);
  const waiting = expect(invoke({ port: meeting.port })).rejects.toThrow(PoolClosedError);
  const ended = pool[end]();
  await waiting;
  meeting.release();
  await Promise.all([first, ended]);
  expect(meeting.sockets).toHaveLength(1);
});

it('ends environments beside the first when they have no work', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING }, {}, { idleLimitMs: 1 });
  const results = Array.from({ length: 3 }, () => invoke({ port: meeting.port }));
  const sockets = await meeting.arrived(3);
  const twoEnded = new Promise<void>((resolve) => {
    let ended = 0;
    for (const socket of sockets) socket.on('close', () => ++ended === 2 && resolve());
  });
  meeting.release();
  await Promise.all(results);
  await twoEnded;
  expect(sockets.filter((socket) => !socket.closed)).toHaveLength(1);
  expect(pool.stats).toEqual({ environments: 1, underway: 0 });
});

it('replaces an environment that died while it was idle', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING });
  const results = [invoke({ port: meeting.port })];
  const [socket] = await meeting.arrived(1);
  meeting.release();
  const pid = Number((await results[0])?.payload.toString());
  process.kill(pid, 'SIGKILL');
  if (socket) await once(socket, 'close');
  // The end of a process is told by a signal, which may come a few turns of the event loop later.
  while (pool.stats.environments > 0) await new Promise((resolve) => setImmediate(resolve));
  results.push(invoke({ port: meeting.port }));
  await meeting.arrived(2);
  meeting.release();
  const { payload, functionError } = (await results[1]) ?? {};
  expect(functionError).toBeUndefined();
  expect(Number(payload?.toString())).not.toBe(pid);
});

it('rejects what is under way when it is closed, and leaves no process', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING });
  const results = [invoke({ port: meeting.port }), invoke({ port: meeting.port })];
  await meeting.arrived(2);
  const settled = Promise.allSettled(results);
  await Promise.all([pool.close(), pool.close()]);
  expect(pool.stats.environments).toBe(0);
  for (const result of await settled) {
    expect(result).toMatchObject({ status: 'rejected', reason: expect.any(PoolClosedError) });
  }
  await expect(invoke()).rejects.toThrow(PoolClosedError);
});

it('lets invocations under way finish when it is drained', async () => {
  const { invoke, pool } = await testFunction({ 'index.js': MEETING });
  const result = invoke({ port: meeting.port });
  await meeting.arrived(1);
  const drained = pool.drain();
  await expect(invoke()).rejects.toThrow(PoolClosedError);
  meeting.release();
  expect((await result).functionError).toBeUndefined();
  await drained;
  expect(pool.stats).toEqual({ environments: 0, underway: 0 });
});

it('ends what the function left running', async () => {
  const { call, pool } = await testFunction({
    'index.js': `exports.handler = async (event) => {
      const code = 'require("node:net").connect(' + event.port + ', "127.0.0.1").on("error", () => {})';
      return require('node:child_process').spawn(process.execPath, ['-e', code], { stdio: 'inherit' }).pid;
    };`,
  });
  expect(await call({ port: meeting.port })).toBeGreaterThan(0);
  const [socket] = await meeting.arrived(1);
  await Promise.all([pool.close(), socket && once(socket, 'close')]);
});

/** As on a system whose programs can't be tied to their parent: macOS, or Linux without util-linux. */
const withoutSetpriv = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { existsSync } = fs;
  fs.existsSync = (file) => file !== '/usr/bin/setpriv' && existsSync(file);
  syncBuiltinESMExports();
`)}`;

it.each([
  ['waits', 'as the system is', []],
  ['is in an endless loop', 'as the system is', []],
  ['waits', 'where no setpriv is', ['--import', withoutSetpriv]],
  ['is in an endless loop', 'where no setpriv is', ['--import', withoutSetpriv]],
])('leaves no process that %s when local-cloud itself is killed, %s', async (what, _, options) => {
  const folder = temporaryFolder('local-cloud-runtime-');
  const script = fileURLToPath(new URL('./parent-process.ts', import.meta.url));
  const args = [...options, '--import', 'tsx', script, String(meeting.port), what];
  const parent = spawn(process.execPath, args, {
    env: {
      ...process.env,
      ...temporaryVariables(folder),
      ...(options.length > 0 && { LOCAL_CLOUD_NAMESPACES: 'off' }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [socket] = await meeting.arrived(1);
  parent.kill('SIGKILL');
  await Promise.all([once(parent, 'close'), socket && once(socket, 'close')]);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});
