import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { endTree, OWN_TREE } from '../core/process-tree.ts';
import { dim, style } from './request-line.ts';

/** Where a project has them. */
const FOLDER = path.join('local-cloud', 'init');
const HOOK = /\.(sh|[cm]?js|[cm]?ts)$/;

export interface HookOptions {
  /** The project's folder, in which they run. */
  readonly cwd: string;
  readonly endpoint: string;
  readonly region?: string;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs a project's `local-cloud/init/*.sh`, `*.js` and `*.ts`, one after another in the order of their names, as LocalStack runs
 * those of its `ready.d`. AWS clients in them talk to the endpoint. One that fails is told, and the others run.
 */
export async function runInitHooks(options: HookOptions): Promise<void> {
  const { cwd, print, signal } = options;
  for (const name of hooksIn(path.join(cwd, FOLDER))) {
    if (signal.aborted) return;
    const file = path.join(FOLDER, name);
    const since = performance.now();
    print(dim(`${file} …`));
    const failure = await run(path.join(cwd, file), options);
    const seconds = `${((performance.now() - since) / 1000).toFixed(1)} s`;
    if (signal.aborted) return;
    if (failure === undefined) print(`${style('green', '✓')} ${file}  ${dim(seconds)}`);
    else print(`${style('red', '✗')} ${file}  ${failure}`);
  }
}

function hooksIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .flatMap((entry) => (!entry.isDirectory() && HOOK.test(entry.name) ? [entry.name] : []))
      .sort();
  } catch {
    // Most projects have none.
    return [];
  }
}

/** @returns why it failed */
function run(file: string, options: HookOptions): Promise<string | undefined> {
  const [command, ...args] = commandOf(file, options.cwd);
  if (command === undefined) return Promise.resolve(NO_TYPESCRIPT);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...withoutDetours(process.env), ...environment(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...OWN_TREE,
  });
  // Also what it left running in the background, which is its group's.
  const stop = () => {
    endTree(child.pid);
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
  };
  options.signal.addEventListener('abort', stop, { once: true });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void closed.then(() => options.signal.removeEventListener('abort', stop));
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.print(`  ${line}`);
    });
    stream.once('end', () => rest !== '' && options.print(`  ${rest}`));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be run: ${error.message}`));
    child.once('exit', async (code, signal) => {
      // What it wrote itself is here by then; a process that it left running may hold its output open for ever.
      await Promise.race([closed, setTimeout(LEFT_OPEN, undefined, { ref: false })]);
      if (code === 0) resolve(undefined);
      else resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
    });
  });
}

/** How long output is waited for that another process holds open, in ms. */
const LEFT_OPEN = 300;

/** Without what would lead AWS clients elsewhere than to the endpoint. */
const withoutDetours = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^AWS_(ENDPOINT_URL_.+|IGNORE_CONFIGURED_ENDPOINT_URLS|(DEFAULT_)?PROFILE)$/.test(name),
    ),
  );

const NO_TYPESCRIPT =
  'was not run: this Node.js runs no TypeScript. Node.js 22.18 does, or tsx does where the project has it installed.';

/** What runs a file; nothing where this machine can't. */
function commandOf(file: string, cwd: string): readonly string[] {
  if (file.endsWith('.sh')) return isExecutable(file) ? [file] : ['sh', file];
  if (!/\.[cm]?ts$/.test(file)) return [process.execPath, file];
  const tsx = installed('tsx', cwd);
  if (tsx !== undefined) return [process.execPath, '--import', pathToFileURL(tsx).href, file];
  const { typescript } = process.features as { typescript?: string | false };
  return typescript ? [process.execPath, file] : [];
}

/** Whether its first line says what runs it. Windows knows no such files. */
function isExecutable(file: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(name: string, cwd: string): string | undefined {
  try {
    return createRequire(path.join(cwd, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}

const environment = ({ endpoint, region = 'us-east-1' }: HookOptions) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: undefined,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  // What scripts for LocalStack read.
  LOCALSTACK_HOSTNAME: new URL(endpoint).hostname,
  EDGE_PORT: new URL(endpoint).port,
});
