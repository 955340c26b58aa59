import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ExecutionEnvironmentPool,
  type FunctionSpec,
  openWorld,
  ProvisionedPool,
  type World,
} from '../../local-cloud/src/services/lambda/runtime/index.ts';
import { median, percentile } from '../lib/statistics.ts';

const COLD_STARTS = 15;
const WARM = 2000;
const LOGS = { write: () => {} };
const EVENT = Buffer.from('{}');
const HANDLER = 'exports.handler = async () => 1;';

/** One that is the least a function costs: a process that loads the code, and says so. */
const PLAIN = "require('./index.js'); process.stdout.write('ready');";

/** An execution environment, its world and the Runtime API alone: without gateway, function URL and network. */
export async function functions(say: (step: string) => void): Promise<string> {
  say('Starting execution environments …');
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'bench-functions-')));
  const taskRoot = path.join(root, 'task');
  await mkdir(taskRoot);
  await writeFile(path.join(taskRoot, 'index.js'), HANDLER);
  await writeFile(path.join(taskRoot, 'plain.js'), PLAIN);
  const worlds = await worldsOf(root);
  const specs = worlds.map((world) => specOf(root, taskRoot, world));
  const cold: number[][] = [[], ...specs.map(() => [])];
  const ahead: number[] = [];
  // Interleaved, so that what else the machine does meets all of them.
  for (let round = 0; round < COLD_STARTS; round += 1) {
    cold[0]?.push(await plainStart(taskRoot));
    for (const [index, spec] of specs.entries()) cold[index + 1]?.push(await coldStart(spec));
    if (specs[0]) ahead.push(await provisionedStart(specs[0]));
  }
  say('Invoking warm environments …');
  const warm: number[][] = [];
  for (const spec of specs) warm.push(await warmInvocations(spec));
  for (const world of worlds) await world.close();
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
  const kinds = worlds.map(({ kind }) => kind);
  return `## Execution environments

| Node.js ${process.versions.node}, an empty function | first answer | warm, median | warm, best tenth |
|---|---|---|---|
| a plain process that loads the code | ${ms(cold[0])} | | |
${kinds.map((kind, at) => `| in a world: ${kind} | ${ms(cold[at + 1])} | ${micro(warm[at], 50)} | ${micro(warm[at], 10)} |`).join('\n')}
| with provisioned concurrency (${kinds[0]}) | ${ms(ahead)} | | |
`;
}

/** What this machine has, and the mapping of paths that stands in for it elsewhere. */
async function worldsOf(root: string): Promise<World[]> {
  const own = await openWorld(root, process.execPath);
  if (own.kind === 'mapped') return [own];
  process.env.LOCAL_CLOUD_NAMESPACES = 'off';
  const mapped = await openWorld(root, process.execPath);
  delete process.env.LOCAL_CLOUD_NAMESPACES;
  return [own, mapped];
}

async function plainStart(cwd: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ['plain.js'], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const elapsed = performance.now() - started;
  await once(child, 'close');
  return elapsed;
}

async function coldStart(spec: FunctionSpec): Promise<number> {
  const pool = new ExecutionEnvironmentPool(spec, LOGS);
  const started = performance.now();
  await pool.invoke(EVENT);
  const elapsed = performance.now() - started;
  await pool.close();
  return elapsed;
}

async function provisionedStart(spec: FunctionSpec): Promise<number> {
  const pool = new ProvisionedPool(spec, LOGS);
  pool.resize(1);
  await pool.settled();
  const started = performance.now();
  await pool.invoke(EVENT, {});
  const elapsed = performance.now() - started;
  await pool.close();
  return elapsed;
}

async function warmInvocations(spec: FunctionSpec): Promise<number[]> {
  const pool = new ExecutionEnvironmentPool(spec, LOGS);
  const times = [];
  for (let count = 0; count < WARM; count += 1) {
    const started = performance.now();
    await pool.invoke(EVENT);
    times.push(performance.now() - started);
  }
  await pool.close();
  // The first half warms up.
  return times.slice(WARM / 2);
}

function specOf(root: string, taskRoot: string, world: World): FunctionSpec {
  const [major] = process.versions.node.split('.');
  return {
    ...{ functionName: 'empty', version: '$LATEST', handler: 'index.handler', runtime: `nodejs${major}.x` },
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:empty',
    ...{ node: process.execPath, nodeVersion: process.versions.node, initializationType: 'on-demand' },
    ...{ timeout: 20, memorySize: 512, ephemeralStorage: 512, environment: {}, taskRoot, world },
    ...{ logGroupName: '/aws/lambda/empty', region: 'us-east-1', accountId: '000000000000' },
    ...{ maxConcurrency: 1, endpointUrl: 'http://127.0.0.1:4566', scratchDir: path.join(root, 'scratch') },
  };
}

const ms = (values: readonly number[] = []): string => `${median(values).toFixed(0)} ms`;
const micro = (values: readonly number[] = [], share: number): string =>
  `${(percentile(values, share) * 1000).toFixed(0)} µs`;
