import { spawnSync } from 'node:child_process';
import { chmod, copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../../../../tests/support/folders.ts';
import { exceptOnWindows } from '../../../../../tests/support/systems.ts';
import type { FunctionSpec } from '../../../../src/services/lambda/runtime/index.ts';
import { cleanUp, messages, testFunction, world } from './support.ts';

afterEach(cleanUp);

/** A runtime in a shell script, as AWS's tutorial has one: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-walkthrough.html */
const BOOTSTRAP = `#!/bin/sh
set -eu
API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
. "$LAMBDA_TASK_ROOT/$(echo "$_HANDLER" | cut -d. -f1).sh"
while true; do
  HEADERS="$(mktemp)"
  EVENT=$(curl -sS -D "$HEADERS" "$API/invocation/next")
  ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
  if RESPONSE=$($(echo "$_HANDLER" | cut -d. -f2) "$EVENT"); then
    curl -sS -o /dev/null "$API/invocation/$ID/response" -d "$RESPONSE"
  else
    curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Function.Failed' "$API/invocation/$ID/error" \\
      -d '{"errorType":"Function.Failed","errorMessage":"it failed"}'
  fi
done
`;

const HANDLER = `
echo "loading" >&2
greet() {
  echo "greeting" >&2
  case "$1" in *fail*) return 1;; esac
  echo "{\\"event\\":$1,\\"cwd\\":\\"$(pwd)\\",\\"root\\":\\"$LAMBDA_TASK_ROOT\\",\\"env\\":\\"\${AWS_EXECUTION_ENV-none}\\"}"
}`;

async function custom(
  files: Record<string, string>,
  overrides: Partial<FunctionSpec> = {},
  executable = true,
) {
  const made = await testFunction(files, {
    runtime: 'provided.al2023',
    handler: 'function.greet',
    ...overrides,
  });
  if (files.bootstrap) await chmod(path.join(made.root, 'task/bootstrap'), executable ? 0o755 : 0o644);
  return made;
}

exceptOnWindows('it runs no file by its first line').describe('a runtime of one’s own', () => {
  it('is the bootstrap of the code, and speaks the Runtime API', async () => {
    const { invoke, logs, root } = await custom({ bootstrap: BOOTSTRAP, 'function.sh': HANDLER });
    const mapped = (await world()).kind === 'mapped';
    const task = mapped ? path.join(root, 'task') : '/var/task';
    const first = await invoke({ n: 1 });
    expect(JSON.parse(first.payload.toString())).toEqual({
      ...{ event: { n: 1 }, cwd: task, root: task, env: 'none' },
    });
    expect((await invoke({ n: 2 })).coldStart).toBe(false);
    const failed = await invoke({ fail: true });
    expect([failed.functionError, JSON.parse(failed.payload.toString())]).toEqual([
      'Unhandled',
      { errorType: 'Function.Failed', errorMessage: 'it failed' },
    ]);
    expect(messages(logs).slice(0, 4)).toEqual([
      'INIT_START Runtime Version: provided:al2023\n',
      'loading\n',
      `START RequestId: ${first.requestId} Version: $LATEST\n`,
      'greeting\n',
    ]);
    expect(messages(logs)[5]).toMatch(/\tMax Memory Used: \d+ MB\tInit Duration: /);
  });

  it('is that of a layer where the code has none', async () => {
    const layer = await custom({ bootstrap: BOOTSTRAP });
    const layerRoot = path.join(layer.root, 'task');
    const { call } = await custom({ 'function.sh': HANDLER }, { layerRoot });
    expect(await call({ n: 1 })).toMatchObject({ event: { n: 1 } });
  });

  it.each([
    [{}, "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"],
    [{ bootstrap: BOOTSTRAP }, 'fork/exec /var/task/bootstrap: permission denied'],
  ])('is missed where it is not there, or can not be run', async (files, message) => {
    const { invoke } = await custom({ ...files, 'function.sh': HANDLER }, {}, false);
    const { payload, requestId } = await invoke();
    expect(JSON.parse(payload.toString())).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: `RequestId: ${requestId} Error: ${message}`,
    });
  });

  it('ends an invocation when it exits', async () => {
    const { call } = await custom({ bootstrap: BOOTSTRAP, 'function.sh': 'exit 3' });
    expect(await call()).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('Runtime exited with error: exit status 3'),
    });
  });
});

/** The static binary, where this machine can make one. */
const built = temporaryFolder('local-cloud-static-');
afterAll(() => rm(built, { recursive: true, force: true, maxRetries: 5 }));
const source = path.join(import.meta.dirname, 'static-bootstrap.c');
const { status } = spawnSync('gcc', ['-static', '-O1', '-o', path.join(built, 'bootstrap'), source]);

(status === 0 ? describe : describe.skip)('a static binary (skipped where gcc can not link one)', () => {
  it('is a runtime: no shell, no loader, no library', async () => {
    const { invoke, logs, root } = await custom({ 'function.txt': '' }, { handler: 'main' });
    await copyFile(path.join(built, 'bootstrap'), path.join(root, 'task/bootstrap'));
    await chmod(path.join(root, 'task/bootstrap'), 0o755);
    const task = (await world()).kind === 'mapped' ? path.join(root, 'task') : '/var/task';
    const first = await invoke({ n: 1 });
    expect(JSON.parse(first.payload.toString())).toEqual({ cwd: task, event: { n: 1 } });
    const second = await invoke({ n: 2 });
    expect([second.coldStart, JSON.parse(second.payload.toString()).event]).toEqual([false, { n: 2 }]);
    expect(messages(logs)).toContain('static main\n');
  });
});
