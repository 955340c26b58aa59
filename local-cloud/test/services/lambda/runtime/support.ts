import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../../../../tests/support/folders.ts';
import {
  ExecutionEnvironmentPool,
  type FunctionSpec,
  type InvocationResult,
  type LogEvent,
  openWorld,
  type PoolOptions,
  type World,
} from '../../../../src/services/lambda/runtime/index.ts';

export interface TestFunction {
  pool: ExecutionEnvironmentPool;
  root: string;
  logs: LogEvent[];
  /** Invokes with an event, and returns the whole result. */
  invoke(event?: unknown): Promise<InvocationResult>;
  /** Invokes with an event, and returns the parsed payload. */
  call<T = unknown>(event?: unknown): Promise<T>;
}

/** What the machine has; one for all functions of a file that need no packages of their own. */
let sharedWorld: Promise<World> | undefined;

/** A world of this machine's kind. */
export const world = (nodeModulesDir?: string): Promise<World> => worldOf(process.execPath, nodeModulesDir);

/** The same for another Node.js. */
export async function worldOf(node: string, nodeModulesDir?: string): Promise<World> {
  const folder = temporaryFolder('local-cloud-world-');
  const made = await openWorld(folder, node, nodeModulesDir);
  cleanups.push(async () => {
    await made.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return made;
}

const cleanups: (() => Promise<void>)[] = [];

/** Ends what the tests of a file started. */
export async function cleanUp(): Promise<void> {
  sharedWorld = undefined;
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** Writes a function's files to a folder of their own and makes a pool for it. */
export async function testFunction(
  files: Record<string, string>,
  overrides: Partial<FunctionSpec> = {},
  options?: PoolOptions,
): Promise<TestFunction> {
  const root = temporaryFolder('local-cloud-runtime-');
  const taskRoot = path.join(root, 'task');
  await writeFiles(taskRoot, files);
  sharedWorld ??= world();
  const spec: FunctionSpec = {
    functionName: 'greeter',
    version: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:greeter',
    runtime: 'nodejs20.x',
    node: process.execPath,
    nodeVersion: process.versions.node,
    ephemeralStorage: 512,
    world: await (overrides.nodeModulesDir ? world(overrides.nodeModulesDir) : sharedWorld),
    handler: 'index.handler',
    timeout: 20,
    memorySize: 128,
    environment: {},
    taskRoot,
    initializationType: 'on-demand',
    logGroupName: '/aws/lambda/greeter',
    region: 'us-east-1',
    accountId: '000000000000',
    maxConcurrency: 10,
    endpointUrl: 'http://127.0.0.1:4566',
    scratchDir: path.join(root, 'scratch'),
    ...overrides,
  };
  const logs: LogEvent[] = [];
  const pool = new ExecutionEnvironmentPool(spec, { write: (event) => logs.push(event) }, options);
  cleanups.push(async () => {
    await pool.close();
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });
  const invoke = (event: unknown = {}) => pool.invoke(Buffer.from(JSON.stringify(event)));
  return {
    pool,
    root,
    logs,
    invoke,
    call: async <T>(event?: unknown) => JSON.parse((await invoke(event)).payload.toString()) as T,
  };
}

export async function writeFiles(root: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

export function messages(logs: LogEvent[]): string[] {
  return logs.map(({ message }) => message);
}
