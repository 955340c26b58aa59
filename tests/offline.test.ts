import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
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

/** Waits until modulo1's bundle holds a text, and all else. The bundler does not tell, and what asks too early waits long. */
async function bundled(text: string): Promise<void> {
  const file = path.join(project.root, 'modulo1', '.esbuild', '.build', 'src', 'handler.cjs');
  for (let tries = 0; tries < 400; tries += 1) {
    const bundle = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (bundle.includes(text) && /sourceMappingURL=\S+\s*$/.test(bundle)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${file} does not hold ${text}`);
}

/** In one step, as editors do: the watcher takes a file that is half written for a change of its own. */
function save(file: string, text: string): void {
  const written = path.join(project.root, 'saved.tmp');
  writeFileSync(written, text);
  renameSync(written, file);
}

describe('npm run offline', () => {
  it('answers over HTTP, takes up a change that is saved, and leaves nothing behind', async () => {
    const program = startProgram('npm', ['run', '--silent', 'offline'], {
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
      const after = before.replace(
        'return app;',
        `return app.set('x-powered-by', true).set('saved', 'anew');`,
      );
      expect(after).not.toBe(before);
      const poweredBy = async () => (await fetch(url)).headers.get('x-powered-by');
      expect(await poweredBy()).toBeNull();
      writeFileSync(source, after);
      await bundled('"anew"');
      expect(await poweredBy()).toBe('Express');
      expect(await (await fetch(url)).json()).toEqual({
        GET: { modulo1Id: 'sala90', data: '{"chairs":90}' },
      });

      // What can't be built is told by its place, and mended it answers again.
      save(source, after.replace('const app =', 'const app = ;'));
      await program.printed(/^✗ modulo1 {2}src\/app\.ts:\d+:\d+ {2}Unexpected ";"$/m);
      await program.printed(/^modulo1 {2}.*waiting for a file change/m);
      save(source, after.replace("'anew'", "'mended'"));
      await bundled('"mended"');
      expect(await poweredBy()).toBe('Express');
    } finally {
      program.signal('SIGINT');
      await program.ended;
    }
    expect(await program.processes()).toEqual([]);
  }, 120_000);
});
