import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { npmCommand } from '../scripts/tool-command.ts';
import { type Program, startProgram } from './support/program.ts';
import { copyProject } from './support/project-copy.ts';

const project = copyProject();
afterAll(() => project.remove());

/** `npm start` as a newcomer runs it, on a port of this test's own. */
const npmStart = (...args: string[]): Program =>
  startProgram(...npmCommand('start', '--silent', '--', '--ephemeral', '--port', '0', ...args), {
    cwd: project.root,
  });

describe('npm start', () => {
  it('deploys every module, prints URLs that answer, shows requests, and leaves nothing behind', async () => {
    const start = npmStart();
    const [, url] = await start.printed(/curl(?:\.exe)? (http:\/\/localhost:\d+\/modulo1)\n/);
    const [, second] = await start.printed(/curl(?:\.exe)? (http:\/\/localhost:\d+\/modulo2)\n/);
    expect(await (await fetch(url!)).json()).toEqual({ LIST: { items: [] } });
    expect(await (await fetch(second!)).json()).toEqual({ LIST: { items: [] } });
    await start.printed(/GET \/modulo1 200 \d+ ms cold/);
    await fetch(url!);
    await start.printed(/GET \/modulo1 200 \d+ ms warm/);
    const [, rest] = await start.printed(/modulo1\n(?:.*\n)*?\s+REST API\s+(\S+)/);
    expect(await (await fetch(`${rest}/modulo1`)).json()).toEqual({ LIST: { items: [] } });
    // Names below each other; and compose asks no `sls info` for the outputs that `users` was given.
    expect(start.output()).toMatch(/^✓ layer {4}[\d.]+ s$/m);
    expect(start.output()).not.toMatch(/reading outputs/);
    expect(start.output()).not.toMatch(/warning|deprecat|end-of-support|no longer/i);

    expect((await start.processes()).length).toBeGreaterThan(1);
    start.signal('SIGINT');
    await start.ended;
    expect(await start.processes()).toEqual([]);
  }, 180_000);

  it('says in one message that the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = npmStart('--port', String(port));
    expect([await start.ended, start.output().trim()]).toEqual([
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
    await start.printed(/^✗ modulo1 {2}src\/app\.ts:\d+:\d+ {2}Expected ";" but found "\]"$/m);
    await start.printed(new RegExp(`^✗ modulo2 {2}serverless\\.yml:${lines}:\\d+ {2}\\S`, 'm'));
    await start.printed(/^✓ layer {4}/m);
    await start.printed(/^✓ users {4}/m);
    const [, users] = await start.printed(/^users\n {2}function URL {2}(http:\/\/localhost:\d+)\//m);
    expect((await fetch(`${users}/users`)).status).toBe(200);
    expect(start.output()).not.toMatch(/^modulo1\n/m);
    await start.printed(/^Waiting for a change in modulo1, modulo2, to deploy again\.$/m);

    writeFileSync(source, good);
    const [, url] = await start.printed(
      /^✓ modulo1 {2}[\s\S]*curl(?:\.exe)? (http:\/\/localhost:\d+\/modulo1)\n/m,
    );
    expect(await (await fetch(url!)).json()).toEqual({ LIST: { items: [] } });
    // Its failure is the same, and no news.
    expect(start.output().match(/^✗ modulo2/gm)).toHaveLength(1);
    start.signal('SIGINT');
    await start.ended;
    expect(await start.processes()).toEqual([]);
  }, 240_000);
});
