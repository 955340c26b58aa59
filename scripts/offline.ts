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
import { runningEndpoint } from 'serverless-local-cloud/running-endpoint';
import { parse } from 'yaml';
import { untilChanged } from '../local-cloud/src/commands/until-changed.ts';
import { endTree, OWN_TREE } from '../local-cloud/src/core/process-tree.ts';
import { toolCommand } from './tool-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const endpoint = process.env.AWS_ENDPOINT_URL ?? runningEndpoint(root) ?? 'http://localhost:4566';
const children = new Set<ChildProcess>();
const stopped = new AbortController();
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

if (process.argv.includes('--help')) {
  process.stdout.write(
    'Usage: npm run offline\n\nRuns every module under serverless-offline, with local-cloud for DynamoDB.\n',
  );
} else {
  if (!(await answers(endpoint))) await startLocalCloud();
  for (const module of modules()) {
    if (hasOffline(module)) void keepServing(module);
    else if (configuration(module).functions) {
      process.stdout.write(`${module}  is left out: serverless-offline does not run it. npm start does.\n`);
    }
  }
}

function modules(): string[] {
  const compose = parse(readFileSync(path.join(root, 'serverless-compose.yml'), 'utf8')) as {
    services: Record<string, { path: string }>;
  };
  return Object.values(compose.services).map((service) => service.path);
}

/** A layer, or a function whose handler is in one, does not run under serverless-offline, and does not ask for it. */
function hasOffline(folder: string): boolean {
  return configuration(folder).plugins?.includes('serverless-offline') ?? false;
}

function configuration(folder: string): { plugins?: string[]; functions?: object } {
  const file = path.join(root, folder, 'serverless.yml');
  // CloudFormation's tags mean nothing to this reader, which would warn of each.
  return parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
}

/** Runs a module; where it ends by itself, as with a file that can't be built, again once something in it has changed. */
async function keepServing(module: string): Promise<void> {
  while (!ending) {
    const child = start(module, 'sls', ['offline', 'start', '--stage', 'local', '--reloadHandler']);
    const [code] = await once(child, 'exit');
    if (ending) return;
    process.stderr.write(
      `${module}  ended with ${code}; it starts again once something in ${module}/ changes.\n`,
    );
    await untilChanged([path.join(root, module)], stopped.signal);
  }
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
  const ended = once(child, 'exit').then(([code]) => {
    if (ending) return;
    process.stderr.write(`local-cloud ended with ${code}; stopping the modules.\n`);
    void end(1);
  });
  await Promise.race([ready, ended]);
}

/** Runs a command of the project in a module's folder; its lines are shown behind the module's name. */
function start(folder: string, command: string, args: string[]): ChildProcess {
  const child = spawn(...toolCommand(command, args), {
    cwd: path.join(root, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches it through us, once.
    ...OWN_TREE,
  });
  children.add(child);
  const label = folder === '.' ? command : folder;
  for (const stream of [child.stdout, child.stderr]) {
    let error = '';
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim()) process.stdout.write(`${label}  ${line}\n`);
      // esbuild's message has its place two lines below; what was built before goes on answering, or nothing does.
      error = /\[ERROR\] (.*)/.exec(line)?.[1] ?? error;
      const [, place] = /^\s+(\S+:\d+:\d+):$/.exec(line) ?? [];
      if (error === '' || place === undefined) return;
      process.stdout.write(`✗ ${label}  ${place}  ${error}\n`);
      error = '';
    });
  }
  child.once('exit', () => children.delete(child));
  return child;
}

/** Ends every program, waits for it, then this process. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  stopped.abort();
  const exits = [...children].map((child) => once(child, 'exit'));
  for (const { pid } of children) endTree(pid, 'SIGINT');
  await Promise.all(exits);
  process.exit(code);
}
