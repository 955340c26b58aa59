/**
 * `npm run offline`: serverless-offline for every module, over local-cloud's DynamoDB, handlers reloaded on save. It
 * starts local-cloud itself where nothing answers on the endpoint yet.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runningEndpoint } from 'serverless-local/running-endpoint';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const endpoint = process.env.AWS_ENDPOINT_URL ?? runningEndpoint(root) ?? 'http://localhost:4566';
const children: ChildProcess[] = [];
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

if (process.argv.includes('--help')) {
  process.stdout.write(
    'Usage: npm run offline\n\nRuns every module under serverless-offline, with local-cloud for DynamoDB.\n',
  );
} else {
  if (!(await answers(endpoint))) await startLocalCloud();
  for (const module of modules())
    start(module, 'sls', ['offline', 'start', '--stage', 'local', '--reloadHandler']);
}

function modules(): string[] {
  const compose = parse(readFileSync(path.join(root, 'serverless-compose.yml'), 'utf8')) as {
    services: Record<string, { path: string }>;
  };
  return Object.values(compose.services)
    .map((service) => service.path)
    .filter(hasOffline);
}

/** A layer, or a function whose handler is in one, does not run under serverless-offline, and does not ask for it. */
function hasOffline(folder: string): boolean {
  const file = path.join(root, folder, 'serverless.yml');
  // CloudFormation's tags mean nothing to this reader, which would warn of each.
  const service = parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) as { plugins?: string[] };
  return service.plugins?.includes('serverless-offline') ?? false;
}

async function answers(url: string): Promise<boolean> {
  const health = await fetch(`${url}/_localstack/health`).catch(() => undefined);
  return health?.ok ?? false;
}

async function startLocalCloud(): Promise<void> {
  const { port } = new URL(endpoint);
  const child = start('.', 'local-cloud', ['start', '--port', port || '80']);
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.includes('is ready')) resolve();
    });
  });
  await ready;
}

/** Runs a command of the project in a module's folder; its lines are shown behind the module's name. */
function start(folder: string, command: string, args: string[]): ChildProcess {
  const child = spawn(path.join(root, 'node_modules', '.bin', command), args, {
    cwd: path.join(root, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches it through us, once.
    detached: true,
  });
  children.push(child);
  const label = folder === '.' ? command : folder;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim()) process.stdout.write(`${label}  ${line}\n`);
    });
  }
  child.once('exit', (code) => {
    if (ending) return;
    process.stderr.write(`${label} ended with ${code}; stopping the others.\n`);
    void end(1);
  });
  return child;
}

/** Ends every process group, waits for it, then this process. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  const exits = children
    .filter((child) => child.exitCode === null && child.signalCode === null)
    .map((child) => once(child, 'exit'));
  for (const { pid } of children) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGINT');
    } catch {
      // Nothing of that group is left.
    }
  }
  await Promise.all(exits);
  process.exit(code);
}
