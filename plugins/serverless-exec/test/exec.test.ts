import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { parseDocument } from 'yaml';
import { toolCommand } from '../../../scripts/tool-command.ts';
import { Deployment } from '../../../tests/support/deployment.ts';
import { copyProject } from '../../../tests/support/project-copy.ts';
import { run } from '../../../tests/support/run.ts';
import { localCloud } from '../../../tests/targets/local-cloud.ts';
import type { Target } from '../../../tests/targets/target.ts';

const DEPLOY_TIMEOUT = 180_000;
const SLS_TIMEOUT = 60_000;
/** Each run of `sls` takes seconds; what the others show already is left to CI. */
const inCi = process.env.CI ? it : it.skip;
// The layer is built into its own folder, and other suites build it, too.
const project = copyProject();

let target: Target;
let users: Deployment;
let modulo1: Deployment;

beforeAll(async () => {
  target = await localCloud();
  users = new Deployment('users', target, project.root);
  modulo1 = new Deployment('modulo1', target, project.root);
  // modulo2 is as modulo1; deploying it would only take time.
  const file = path.join(project.root, 'serverless-compose.yml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.deleteIn(['services', 'modulo2']);
  writeFileSync(file, document.toString());
  const { code, output } = await compose('deploy');
  if (code !== 0) throw new Error(output);
}, DEPLOY_TIMEOUT);

afterAll(async () => {
  await target?.close();
  project.remove();
});

/** Runs `sls` in the top folder, for all modules; it finds itself on the PATH, where npx puts it. */
function compose(...args: string[]) {
  const bin = path.join(project.root, 'node_modules', '.bin');
  return run(...toolCommand('sls', [...args, '--stage', 'local'], project.root), {
    cwd: project.root,
    environment: { ...target.environment, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
  });
}

/** Invokes the deployed function as any tool would. */
async function invoke(deployment: Deployment, event: object) {
  const { FunctionError, Payload } = await deployment
    .lambda()
    .invoke({ FunctionName: deployment.functionName, Payload: JSON.stringify(event) });
  return { functionError: FunctionError, answer: JSON.parse(Buffer.from(Payload ?? []).toString('utf8')) };
}

/** What the task `count` prints: a number, in a line by itself. */
async function count(deployment: Deployment): Promise<number> {
  const { code, stdout } = await deployment.sls('exec', '--task', 'count');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\n$/)]);
  return Number(stdout);
}

describe('sls exec', () => {
  it(
    'runs a task in the deployed function, prints its result as JSON, and its log aside',
    async () => {
      const before = await count(users);
      const seed = ['--task', 'seed', '--data', '{"count":3}'];
      const { code, stdout, output } = await users.sls('exec', '--function', 'api', ...seed);
      expect([code, JSON.parse(stdout)]).toEqual([0, { created: 3 }]);
      expect(output).toContain('"message":"Made 3 of 3 users"');
      expect(output).toMatch(/^REPORT RequestId: /m);
      expect(await count(users)).toBe(before + 3);
    },
    SLS_TIMEOUT,
  );

  it(
    'lists the tasks where none is named',
    async () => {
      const { code, stdout } = await users.sls('exec', '-f', 'api');
      expect([code, JSON.parse(stdout)]).toEqual([0, ['count', 'seed']]);
    },
    SLS_TIMEOUT,
  );

  it(
    'takes arguments from a file',
    async () => {
      writeFileSync(path.join(project.root, 'users', 'args.json'), '{"count":12}');
      const { code, stdout } = await users.sls('exec', '-t', 'seed', '--path', 'args.json');
      expect([code, JSON.parse(stdout)]).toEqual([0, { created: 12 }]);
    },
    SLS_TIMEOUT,
  );

  it(
    'runs tasks of modules that carry everything themselves',
    async () => {
      const before = await count(modulo1);
      const body = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
      expect((await fetch(`${await modulo1.functionUrl()}/modulo1/1`, body)).status).toBe(200);
      expect(await count(modulo1)).toBe(before + 1);
    },
    SLS_TIMEOUT,
  );

  it(
    'exits with 1 and says why',
    async () => {
      const wrong: [options: string[], message: string][] = [
        [['-t', 'nope'], 'There is no task "nope": the function has count, seed'],
        [
          ['-t', 'seed', '-d', '{"count":0}'],
          'Task seed failed: TypeError: args.count is no whole number from 1 to 500',
        ],
      ];
      const more: typeof wrong = [
        [['-d', '{}'], 'There are arguments, but no task: add --task'],
        [['-f', 'other', '-t', 'seed'], 'There is no function "other": the service has api'],
        [['-t', 'count', '-q', '99'], 'users-local-api is not deployed, or has no version or alias "99"'],
      ];
      if (process.env.CI) wrong.push(...more);
      const runs = await Promise.all(wrong.map(([options]) => users.sls('exec', ...options)));
      expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual(
        wrong.map(([, message]) => [1, expect.stringContaining(`Error:\n${message}`)]),
      );
    },
    SLS_TIMEOUT,
  );

  inCi(
    'works through compose (in CI)',
    async () => {
      const task = ['--task', 'seed', '--data', '{"count":2}'];
      const { code, stdout } = await compose('users:exec', '--function', 'api', ...task);
      expect([code, JSON.parse(stdout)]).toEqual([0, { created: 2 }]);
      const failed = await compose('users:exec', '-f', 'api', '-t', 'nope');
      expect([failed.code, failed.stdout]).toEqual([
        1,
        expect.stringContaining('There is no task "nope": the function has count, seed'),
      ]);
    },
    SLS_TIMEOUT,
  );

  inCi(
    'tells its options (in CI)',
    async () => {
      const { code, stdout } = await users.sls('exec', '--help');
      expect([code, stdout.match(/^--(?:function|task|data|path|qualifier) \/ -\w/gm)]).toEqual([
        0,
        ['--function / -f', '--task / -t', '--data / -d', '--path / -p', '--qualifier / -q'],
      ]);
    },
    SLS_TIMEOUT,
  );
});

describe('an HTTP request that looks like a task', () => {
  const event = JSON.stringify({ task: 'seed', args: { count: 1 } });
  const headers = { 'Content-Type': 'application/json', task: 'seed', args: '{"count":1}' };

  it('runs none, at any front door', async () => {
    const before = await invoke(users, { task: 'count' });
    for (const door of [await users.functionUrl(), await users.httpApiUrl()]) {
      const statuses = await Promise.all(
        ['/', '/users', '/users?task=seed', '/task'].map(async (where) => {
          const { status } = await fetch(door + where, { method: 'POST', headers, body: event });
          return status;
        }),
      );
      expect(statuses).toEqual([404, 400, 400, 404]);
    }
    expect(await invoke(users, { task: 'count' })).toEqual(before);
  });

  it('is JSON like any other to a module', async () => {
    const url = `${await modulo1.functionUrl()}/modulo1/task`;
    const answer = await fetch(url, { method: 'POST', headers, body: event });
    expect(await answer.json()).toEqual({ POST: { modulo1Id: 'task', data: JSON.parse(event) } });
  });
});

describe('sls exec of what has no tasks', () => {
  it(
    'tells a function that runs no tasks from one that is not deployed',
    async () => {
      // Of no stack: all that matters is what answers to the function's name.
      const modulo2 = new Deployment('modulo2', target, project.root);
      const { functionName: FunctionName } = modulo2;
      const code = Buffer.from('exports.handler = async () => ({ statusCode: 200, body: "" });');
      await modulo2.lambda().createFunction({
        ...{ FunctionName, Runtime: 'nodejs20.x', Handler: 'index.handler' },
        Role: 'arn:aws:iam::000000000000:role/lambda',
        Code: { ZipFile: zipSync({ 'index.js': code }) },
      });
      const other = await modulo2.sls('exec', '-t', 'count');
      expect([other.code, other.stdout]).toEqual([
        1,
        expect.stringContaining(
          'modulo2-local-api runs no tasks: it took the task for an event of another kind',
        ),
      ]);
      await modulo2.lambda().deleteFunction({ FunctionName });
      const absent = await modulo2.sls('exec', '-t', 'count');
      expect([absent.code, absent.stdout]).toEqual([
        1,
        expect.stringContaining('modulo2-local-api is not deployed: sls deploy first'),
      ]);
    },
    SLS_TIMEOUT,
  );
});
