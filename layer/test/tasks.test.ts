import { events } from './events.ts';
import { type LayerCloud, startLayerCloud } from './support.ts';

let cloud: LayerCloud;
beforeAll(async () => {
  cloud = await startLayerCloud();
  await cloud.deploy('cjs', { 'src/routes.cjs': `${ROUTES} exports.routes = r; exports.tasks = ${TASKS};` });
});
afterAll(() => cloud.close());

const ROUTES = `const { Router } = require('express'); let ran = 0; const r = Router();
  r.use((req, res) => res.json({ ran }));`;
const TASKS = `{
  seed: async (args, { log, requestId }) => { ran++; log.info('seeding'); return { args, requestId }; },
  fails: () => { throw new RangeError('Out of seats', { cause: new Error('full') }); },
  note: 'no function',
}`;
const ESM = `import { Router } from 'express'; export const routes = Router();`;

describe('tasks', () => {
  it('run in a direct invocation, and log under its request id', async () => {
    const { functionError, answer, lines, log } = await cloud.invoke('cjs', {
      task: 'seed',
      args: { count: 3 },
    });
    const requestId = /START RequestId: (\S+)/.exec(log)?.[1];
    expect([functionError, answer]).toEqual([undefined, { result: { args: { count: 3 }, requestId } }]);
    expect(lines).toMatchObject([
      { level: 'INFO', message: 'seeding', task: 'seed', requestId, service: 'cjs' },
      { level: 'INFO', message: 'Task seed is done', requestId, durationMs: expect.any(Number) },
    ]);
  });

  it('are listed for an invocation that names none', async () => {
    expect((await cloud.invoke('cjs', { task: null })).answer).toEqual({ result: ['fails', 'seed'] });
  });

  it('that throw fail the invocation with type and message, and leave the cause in the log', async () => {
    const { functionError, answer, lines } = await cloud.invoke('cjs', { task: 'fails' });
    expect([functionError, answer.errorType, answer.errorMessage]).toEqual([
      'Unhandled',
      'RangeError',
      'Out of seats',
    ]);
    expect(lines).toMatchObject([
      { level: 'ERROR', message: 'Task fails failed', error: { cause: { message: 'full' } } },
    ]);
  });

  it.each(['nope', 'note', 'toString'])('that are none fail with the names there are: %s', async (task) => {
    const { functionError, answer } = await cloud.invoke('cjs', { task });
    expect([functionError, answer.errorType, answer.errorMessage]).toEqual([
      'Unhandled',
      'TaskEventError',
      `There is no task "${task}": the function has fails, seed`,
    ]);
  });

  it.each([
    ['esm', { 'routes.mjs': `${ESM} export { tasks } from './tasks.mjs';`, 'tasks.mjs': tasksModule() }],
    [
      'reexported',
      {
        'routes.mjs': `export { default } from './all.cjs';`,
        'all.cjs': `${ROUTES} exports.routes = r; exports.tasks = { ping: () => 'pong' };`,
      },
    ],
  ])('are found: %s', async (name, files) => {
    await cloud.deploy(name, files as Record<string, string>);
    expect((await cloud.invoke(name, { task: 'ping' })).answer).toEqual({ result: 'pong' });
  });

  it.each([
    [
      'without',
      { 'routes.mjs': ESM },
      'There is no task "ping": the function has none, its code exports them as "tasks"',
    ],
    [
      'text',
      { 'routes.mjs': `${ESM} export const tasks = 'ping';` },
      'There is no task "ping": the function has none, its code exports them as "tasks"',
    ],
    [
      'throwing',
      { 'routes.js': "throw new Error('a secret')" },
      'routes.js threw while it was loaded, the log says what: export an Express Router from it, as "routes" or by default',
    ],
  ])('that are not to be had fail the invocation: %s', async (name, files, message) => {
    await cloud.deploy(name, files as Record<string, string>);
    const { functionError, answer } = await cloud.invoke(name, { task: 'ping' });
    expect([functionError, answer.errorMessage]).toEqual(['Unhandled', message]);
  });
});

describe('tasks of code that throws', () => {
  it('say what it threw in the log', async () => {
    const { lines } = await cloud.invoke('throwing', { task: 'ping' });
    expect(lines).toMatchObject([
      { message: 'The function has no tasks', error: { cause: { message: 'a secret' } } },
    ]);
  });
});

describe('an HTTP request that looks like a task', () => {
  const body = JSON.stringify({ task: 'seed', args: {} });
  const call = {
    method: 'POST',
    path: '/task?task=seed&args=%7B%7D',
    headers: [
      ['Content-Type', 'application/json'],
      ['task', 'seed'],
      ['args', '{}'],
    ] as [string, string][],
    body,
  };

  it.each(Object.entries(events))('runs no task: %s', async (_, toEvent) => {
    const before = await cloud.invoke('cjs', events['a function URL']!({ path: '/' }));
    for (const event of [toEvent(call), { ...toEvent(call), task: 'seed', args: {} }]) {
      const { answer, lines } = await cloud.invoke('cjs', event);
      expect([answer.statusCode, answer.body]).toEqual([200, before.answer.body]);
      expect(lines.map(({ message }) => message)).toEqual(['POST /task 200']);
    }
  });

  it('runs no task through a function URL', async () => {
    const url = await cloud.url('cjs');
    const before = await (await fetch(url)).json();
    const answer = await fetch(url, { method: 'POST', headers: call.headers, body });
    expect([answer.status, await answer.json()]).toEqual([200, before]);
  });
});

function tasksModule(): string {
  return `export const tasks = { ping: () => 'pong' };`;
}
