import { defineStore } from '../../../core/store.ts';
import { logSink } from '../../logs/sink.ts';
import { lambdaFolder } from '../code/code-packages.ts';
import { importable } from '../code/importable.ts';
import { readyCode } from '../code/kept-code.ts';
import { layerRoot } from '../code/merge-layers.ts';
import { providedModules } from '../code/provided-modules.ts';
import { type FolderWatch, watchFolder } from '../code/watch-folder.ts';
import { serviceFailure } from '../errors.ts';
import { inspection } from '../inspector/inspection.ts';
import type {
  ExecutionEnvironmentPool,
  FunctionSpec,
  InvocationResult,
  InvokeOptions,
  LoadAhead,
  LogSink,
  ProvisionedPool,
} from '../runtime/index.ts';
import type { FunctionRecord, FunctionVersion, Scope } from '../types.ts';
import { MACHINE_LIMIT } from './machine-limit.ts';
import { nodeFor } from './node-for.ts';
import { worlds } from './worlds.ts';

interface Entry {
  pool?: ExecutionEnvironmentPool;
  ready: Promise<ExecutionEnvironmentPool>;
  watch?: FolderWatch;
}

/** The execution environments of all functions of a cloud: one pool a version, made at its first invocation. */
export class Pools {
  readonly #entries = new Map<FunctionVersion, Entry>();
  readonly #draining = new Set<ExecutionEnvironmentPool>();
  readonly #leaving = new Set<Promise<void>>();
  readonly #provisioned = new Map<ProvisionedPool, FolderWatch | undefined>();
  #closed = false;

  /** @throws PoolClosedError where the version was retired before its turn came; AwsError ServiceException */
  async invoke(
    record: FunctionRecord,
    version: FunctionVersion,
    payload: Buffer,
    options: InvokeOptions,
    scope: Scope,
  ): Promise<InvocationResult> {
    if (this.#closed) throw serviceFailure('local-cloud is shutting down.');
    const entry = this.#entries.get(version) ?? this.#add(record, version, scope);
    const pool = entry.pool ?? (await entry.ready);
    return pool.invoke(payload, options);
  }

  /**
   * A pool for environments that are initialised ahead; it has none yet.
   *
   * @throws AwsError ServiceException
   */
  async provision(record: FunctionRecord, version: FunctionVersion, scope: Scope): Promise<ProvisionedPool> {
    const { ProvisionedPool } = await import('../runtime/index.ts');
    const pool = new ProvisionedPool(await this.#specOf(record, version, scope), this.#logsOf(scope));
    const { mounted, root } = version.code;
    this.#provisioned.set(pool, mounted ? await watchFolder(root, () => pool.renew()) : undefined);
    if (this.#closed) await this.#release(pool, true);
    return pool;
  }

  /** Takes environments that were initialised ahead out of service. */
  release(pool: ProvisionedPool): void {
    const left = this.#release(pool, this.#closed);
    this.#leaving.add(left);
    void left.finally(() => this.#leaving.delete(left));
  }

  async #release(pool: ProvisionedPool, now: boolean): Promise<void> {
    this.#provisioned.get(pool)?.close();
    await pool.close(now);
    this.#provisioned.delete(pool);
  }

  /** Starts an environment for a version that will be invoked; what goes wrong is told by the invocation. */
  async warm(record: FunctionRecord, version: FunctionVersion, scope: Scope): Promise<void> {
    if (this.#closed) return;
    const entry = this.#entries.get(version) ?? this.#add(record, version, scope);
    const pool = await entry.ready.catch(() => undefined);
    pool?.warm();
  }

  /** Starts an environment for a version that is still to come. */
  async prepare(
    record: FunctionRecord,
    version: FunctionVersion,
    ahead: readonly LoadAhead[],
    scope: Scope,
  ): Promise<void> {
    if (this.#closed) return;
    const pool = await this.#add(record, version, scope).ready.catch(() => undefined);
    pool?.hold(ahead);
  }

  /** A version that was prepared has come. @param version what it is now */
  adopt(prepared: FunctionVersion, version: FunctionVersion): void {
    const entry = this.#entries.get(prepared);
    if (!entry) return;
    this.#entries.delete(prepared);
    this.#entries.set(version, entry);
    if (entry.pool) entry.pool.release();
    else void entry.ready.then((pool) => pool.release()).catch(() => {});
  }

  /** Whether a version has environments. */
  isWarm(version: FunctionVersion): boolean {
    return (this.#entries.get(version)?.pool?.stats.environments ?? 0) > 0;
  }

  /**
   * Takes a version's environments out of service; what they are doing is finished first.
   *
   * @returns resolves when none is left
   */
  async retire(version: FunctionVersion): Promise<void> {
    const entry = this.#entries.get(version);
    if (!entry) return;
    this.#entries.delete(version);
    const left = this.#drain(entry);
    this.#leaving.add(left);
    await left.finally(() => this.#leaving.delete(left));
  }

  /** Ends every environment, busy or not. */
  async close(): Promise<void> {
    this.#closed = true;
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    await Promise.all(entries.map((entry) => this.#end(entry)));
    await Promise.all([...this.#draining].map((pool) => pool.close()));
    await Promise.all([...this.#provisioned.keys()].map((pool) => this.#release(pool, true)));
    await Promise.all(this.#leaving);
  }

  async #drain(entry: Entry): Promise<void> {
    entry.watch?.close();
    const pool = await entry.ready.catch(() => undefined);
    entry.watch?.close();
    if (!pool) return;
    this.#draining.add(pool);
    await (this.#closed ? pool.close() : pool.drain());
    this.#draining.delete(pool);
  }

  async #end(entry: Entry): Promise<void> {
    const pool = await entry.ready.catch(() => undefined);
    entry.watch?.close();
    await pool?.close();
  }

  #add(record: FunctionRecord, version: FunctionVersion, scope: Scope): Entry {
    const entry: Entry = { ready: this.#make(record, version, scope) };
    this.#entries.set(version, entry);
    entry.ready = entry.ready.then(async (pool) => {
      if (version.code.mounted) {
        entry.watch = await watchFolder(
          version.code.root,
          () => this.#entries.get(version) === entry && void this.retire(version),
        );
      }
      entry.pool = pool;
      return pool;
    });
    entry.ready.catch(() => this.#entries.delete(version));
    return entry;
  }

  async #make(
    record: FunctionRecord,
    version: FunctionVersion,
    scope: Scope,
  ): Promise<ExecutionEnvironmentPool> {
    const { ExecutionEnvironmentPool } = await import('../runtime/index.ts');
    const spec = await this.#specOf(record, version, scope);
    return new ExecutionEnvironmentPool(spec, this.#logsOf(scope));
  }

  #logsOf(scope: Scope): LogSink {
    return { ...logSink(scope), late: (log) => void scope.cloud.events.emit('lateLog', log) };
  }

  async #specOf(record: FunctionRecord, version: FunctionVersion, scope: Scope): Promise<FunctionSpec> {
    const { settings, code } = version;
    await Promise.all(
      [code, ...settings.Layers.map((layer) => layer.code)].map((each) => readyCode(each, scope)),
    );
    const layers = await layerRoot(settings.Layers, scope);
    const nodeModulesDir = await providedModules(settings.Runtime, scope);
    const node = await nodeFor(settings.Runtime, scope);
    const world = await worlds(scope).of(node.executable, nodeModulesDir);
    return {
      functionName: record.name,
      version: version.version,
      invokedFunctionArn: version.version === '$LATEST' ? record.arn : `${record.arn}:${version.version}`,
      runtime: settings.Runtime,
      handler: settings.Handler,
      timeout: settings.Timeout,
      memorySize: settings.MemorySize,
      node: node.executable,
      nodeVersion: node.version,
      ephemeralStorage: settings.EphemeralStorage,
      environment: { ...settings.Environment },
      taskRoot: code.root,
      layerRoot: layers,
      ...(await importable(code, layers, settings.Runtime, { nodeModulesDir, world }, scope)),
      world,
      logGroupName: settings.LoggingConfig.LogGroup,
      region: scope.region,
      accountId: scope.accountId,
      maxConcurrency: MACHINE_LIMIT,
      initializationType: 'on-demand',
      endpointUrl: scope.cloud.endpoint,
      localstackVariables: scope.cloud.localstackVariables,
      scratchDir: await lambdaFolder(scope, 'tmp'),
      nodeModulesDir,
      inspector: inspection(scope).byFunction.get(record.name),
    };
  }
}

export const pools = defineStore(
  'lambda-pools',
  ({ cloud, region }) => {
    const made = new Pools();
    // Made first, to be closed last.
    worlds({ cloud, region });
    cloud.onClose(() => made.close());
    return made;
  },
  { scope: 'global' },
);
