import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { localEnvironment, type Target } from './target.ts';

const command = fileURLToPath(new URL('../../local-cloud/bin/local-cloud.mjs', import.meta.url));

/** A local-cloud of this suite's own, as a user starts it, on a free port. */
export async function localCloud(): Promise<Target> {
  const child = spawn(process.execPath, [command, 'start', '--port', '0'], {
    // In no project's folder, whose tools it would tell of itself.
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const endpoint = await readyAt(child.stdout);
  return {
    name: 'local-cloud',
    stage: 'local',
    region: 'us-east-1',
    endpoint,
    environment: localEnvironment(endpoint),
    async close() {
      child.kill('SIGINT');
      await exited;
    },
  };
}

async function readyAt(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const port = /is ready on http:\/\/localhost:(\d+)/.exec(line)?.[1];
    if (!port) continue;
    output.resume();
    return `http://127.0.0.1:${port}`;
  }
  throw new Error('local-cloud ended before it was ready.');
}
