import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { npmCommand } from '../scripts/tool-command.ts';
import { startProgram } from './support/program.ts';
import { copyProject } from './support/project-copy.ts';

const project = copyProject();
afterAll(() => project.remove());

/** A place for the ports of every module below those that clients are given, apart from other workers' tests. */
const firstPort = 20_000 + (process.pid % 100) * 100;

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/**
 * Asks until the code that was saved answers. The bundler tells nobody when it is done, writes its file in place and may build
 * twice for one change, so that a handler may find the old code, or half of the new, which answers nothing.
 *
 * @param poweredBy `x-powered-by` of that code's answers
 * @param again saves it once more: who saves before the bundler watches is not heard, which it tells nobody either
 * @returns the JSON of the answer; the test's own time is the limit
 */
async function answered(url: string, poweredBy: string | null, again = () => {}): Promise<unknown> {
  for (let asked = 1; ; asked += 1) {
    if (asked % 30 === 0) again();
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok && answer.headers.get('x-powered-by') === poweredBy) return await answer.json();
    await answer?.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** In one step, as editors do: the watcher takes a file that is half written for a change of its own. */
function save(file: string, text: string): void {
  const written = path.join(project.root, 'saved.tmp');
  writeFileSync(written, text);
  renameSync(written, file);
}

describe('npm run offline', () => {
  it('answers over HTTP, takes up a change that is saved, and leaves nothing behind', async () => {
    const program = startProgram(...npmCommand('run', '--silent', 'offline'), {
      cwd: project.root,
      environment: {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${await freePort()}`,
        OFFLINE_FIRST_PORT: String(firstPort),
      },
    });
    try {
      await program.printed(/^local-cloud {2}local-cloud is ready on /m);
      await program.printed(/^users {2}is left out: /m);
      const [, address] = await program.printed(/^modulo1 {2}.*Server ready: (http:\S+)/m);
      const url = `${address}/modulo1/sala90`;
      const stored = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"chairs":90}',
      });
      expect([stored.status, await stored.json()]).toEqual([
        200,
        { POST: { modulo1Id: 'sala90', data: { chairs: 90 } } },
      ]);

      const source = path.join(project.root, 'modulo1', 'src', 'app.ts');
      const before = readFileSync(source, 'utf8');
      const after = before.replace('return app;', `return app.set('x-powered-by', true);`);
      expect(after).not.toBe(before);
      const item = { GET: { modulo1Id: 'sala90', data: '{"chairs":90}' } };
      expect(await answered(url, null)).toEqual(item);
      const change = () => save(source, after);
      change();
      expect(await answered(url, 'Express', change)).toEqual(item);

      // What can't be built is told by its place, and mended it answers again.
      save(source, after.replace('const app =', 'const app = ;'));
      await program.printed(/^✗ modulo1 {2}src\/app\.ts:\d+:\d+ {2}Unexpected ";"$/m);
      await program.printed(/^modulo1 {2}.*waiting for a file change/m);
      const mend = () => save(source, before);
      mend();
      expect(await answered(url, null, mend)).toEqual(item);
    } finally {
      program.signal('SIGINT');
      await program.ended;
    }
    expect(await program.processes()).toEqual([]);
  }, 120_000);
});
