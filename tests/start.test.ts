import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { endTree, OWN_TREE } from '../local-cloud/src/core/process-tree.ts';
import { npmCommand } from '../scripts/tool-command.ts';
import { processesOf } from './support/processes.ts';
import { copyProject } from './support/project-copy.ts';

const project = copyProject();
afterAll(() => project.remove());

/** `npm start` as a newcomer runs it, on a port of this test's own. */
function npmStart(...args: string[]) {
  const child = spawn(...npmCommand('start', '--silent', '--', '--ephemeral', '--port', '0', ...args), {
    cwd: project.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...OWN_TREE,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('output');
    });
  }
  const closed = once(child, 'close');
  return { child, closed, output: () => output };
}

/** Waits until what was printed matches. @throws Error with the output where the command ends first */
async function printed(start: ReturnType<typeof npmStart>, pattern: RegExp): Promise<RegExpExecArray> {
  let ended = false;
  void start.closed.then(() => {
    ended = true;
    start.child.emit('output');
  });
  for (;;) {
    const match = pattern.exec(start.output());
    if (match) return match;
    if (ended) throw new Error(`npm start ended without printing ${pattern}:\n${start.output()}`);
    await once(start.child, 'output');
  }
}

async function interrupt(child: ChildProcess): Promise<void> {
  endTree(child.pid, 'SIGINT');
}

describe('npm start', () => {
  it('deploys every module, prints URLs that answer, shows requests, and leaves nothing behind', async () => {
    const start = npmStart();
    const [, url] = await printed(start, /curl (http:\/\/localhost:\d+\/modulo1)\n/);
    const [, second] = await printed(start, /curl (http:\/\/localhost:\d+\/modulo2)\n/);
    expect(await (await fetch(url!)).json()).toEqual({ LIST: { items: [] } });
    expect(await (await fetch(second!)).json()).toEqual({ LIST: { items: [] } });
    await printed(start, /GET \/modulo1 200 \d+ ms cold/);
    await fetch(url!);
    await printed(start, /GET \/modulo1 200 \d+ ms warm/);
    const [, rest] = await printed(start, /modulo1\n(?:.*\n)*?\s+REST API\s+(\S+)/);
    expect(await (await fetch(`${rest}/modulo1`)).json()).toEqual({ LIST: { items: [] } });
    // Names below each other; and compose asks no `sls info` for the outputs that `users` was given.
    expect(start.output()).toMatch(/^✓ layer {4}[\d.]+ s$/m);
    expect(start.output()).not.toMatch(/reading outputs/);
    expect(start.output()).not.toMatch(/warning|deprecat|end-of-support|no longer/i);

    const before = await processesOf(start.child.pid!);
    expect(before.length).toBeGreaterThan(1);
    await interrupt(start.child);
    await start.closed;
    expect(await processesOf(start.child.pid!)).toEqual([]);
  }, 180_000);

  it('says in one message that the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = npmStart('--port', String(port));
    const [code] = await start.closed;
    expect([code, start.output().trim()]).toEqual([
      1,
      `Port ${port} is in use, perhaps by another local-cloud or LocalStack. Stop that one, or choose another port: --port ${port + 1}`,
    ]);
    server.close();
  }, 60_000);

  it('says of each module what became of it, serves the others, and deploys one anew that is mended', async () => {
    const source = path.join(project.root, 'modulo1', 'src', 'app.ts');
    const good = readFileSync(source, 'utf8');
    writeFileSync(source, good.replace('return app;', 'return ;app];'));
    const yaml = path.join(project.root, 'modulo2', 'serverless.yml');
    const lines = readFileSync(yaml, 'utf8').split('\n').length;
    appendFileSync(yaml, '  : not yaml [\n');
    const start = npmStart();
    await printed(start, /^✗ modulo1 {2}src\/app\.ts:\d+:\d+ {2}Expected ";" but found "\]"$/m);
    await printed(start, new RegExp(`^✗ modulo2 {2}serverless\\.yml:${lines}:\\d+ {2}\\S`, 'm'));
    await printed(start, /^✓ layer {4}/m);
    await printed(start, /^✓ users {4}/m);
    const [, users] = await printed(start, /^users\n {2}function URL {2}(http:\/\/localhost:\d+)\//m);
    expect((await fetch(`${users}/users`)).status).toBe(200);
    expect(start.output()).not.toMatch(/^modulo1\n/m);
    await printed(start, /^Waiting for a change in modulo1, modulo2, to deploy again\.$/m);

    writeFileSync(source, good);
    const [, url] = await printed(start, /^✓ modulo1 {2}[\s\S]*curl (http:\/\/localhost:\d+\/modulo1)\n/m);
    expect(await (await fetch(url!)).json()).toEqual({ LIST: { items: [] } });
    // Its failure is the same, and no news.
    expect(start.output().match(/^✗ modulo2/gm)).toHaveLength(1);
    await interrupt(start.child);
    await start.closed;
    expect(await processesOf(start.child.pid!)).toEqual([]);
  }, 240_000);
});
