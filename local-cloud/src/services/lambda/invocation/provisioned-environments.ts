import { uuid } from '../../../core/ids.ts';
import type { ProvisionedPool } from '../runtime/index.ts';
import type { FunctionRecord, FunctionVersion, ProvisionedConcurrency, Scope } from '../types.ts';
import { MACHINE_LIMIT } from './machine-limit.ts';
import { pools } from './pools.ts';

/** The environments of a version, which may be still to come. */
interface Provision {
  readonly version: FunctionVersion;
  /** Set when the first is wanted. */
  made?: Promise<ProvisionedPool>;
  pool?: ProvisionedPool;
}

/** The environments of a function's provisioned concurrency, where they are started and moved. */
export class ProvisionedEnvironments implements ProvisionedConcurrency {
  readonly #record: FunctionRecord;
  readonly #scope: Scope;
  #requested = 0;
  #lastModified = new Date();
  #serving: Provision | undefined;
  #coming: Provision | undefined;
  #failed = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(record: FunctionRecord, scope: Scope) {
    this.#record = record;
    this.#scope = scope;
  }

  get requested(): number {
    return this.#requested;
  }

  provide(version: FunctionVersion, requested: number): void {
    this.#requested = requested;
    this.#lastModified = new Date(this.#scope.cloud.clock.now());
    if (requested > MACHINE_LIMIT) this.#tellLimit(requested);
    const superseded = this.#coming;
    this.#coming = undefined;
    if (superseded?.pool && superseded.version !== version) this.#release(superseded);
    if (this.#serving?.version === version) {
      this.#serving.pool?.resize(this.#wanted);
      this.#failed = false;
      this.#settled = this.#serving.pool?.settled() ?? Promise.resolve();
      return;
    }
    const coming = superseded?.version === version ? superseded : { version };
    this.#coming = coming;
    this.#failed = false;
    this.#settled = this.#bring(coming);
  }

  end(): void {
    for (const provision of [this.#serving, this.#coming]) if (provision) this.#release(provision);
    this.#serving = undefined;
    this.#coming = undefined;
  }

  async settled(): Promise<void> {
    for (let seen: Promise<void> | undefined; seen !== this.#settled; ) {
      seen = this.#settled;
      await seen;
    }
  }

  idleFor(version: FunctionVersion): ProvisionedPool | undefined {
    for (const provision of [this.#serving, this.#coming]) {
      if (provision?.version === version && provision.pool?.hasIdle) return provision.pool;
    }
    return undefined;
  }

  isFor(version: FunctionVersion): boolean {
    return this.#serving?.version === version || this.#coming?.version === version;
  }

  describe(): ReturnType<ProvisionedConcurrency['describe']> {
    const available = (this.#serving ?? this.#coming)?.pool?.available ?? 0;
    const Status = this.#status;
    return {
      RequestedProvisionedConcurrentExecutions: this.#requested,
      AvailableProvisionedConcurrentExecutions: available,
      AllocatedProvisionedConcurrentExecutions: available,
      Status,
      ...(Status === 'FAILED' && { StatusReason: 'FUNCTION_ERROR_INIT_FAILURE' }),
      LastModified: this.#lastModified.toISOString().replace(/\.\d+Z$/, '+0000'),
    };
  }

  get #status(): 'IN_PROGRESS' | 'READY' | 'FAILED' {
    if (this.#coming) return 'IN_PROGRESS';
    return this.#failed ? 'FAILED' : (this.#serving?.pool?.status ?? 'FAILED');
  }

  get #wanted(): number {
    return Math.min(this.#requested, MACHINE_LIMIT);
  }

  async #bring(coming: Provision): Promise<void> {
    try {
      coming.made ??= pools(this.#scope).provision(this.#record, coming.version, this.#scope);
      const pool = await coming.made;
      coming.pool = pool;
      if (this.#coming !== coming) return this.#release(coming);
      pool.resize(this.#wanted);
      await pool.settled();
      if (this.#coming !== coming) return;
      this.#coming = undefined;
      if (pool.status === 'FAILED') throw new Error('init failed');
      if (this.#serving) this.#release(this.#serving);
      this.#serving = coming;
      coming.version.revisionId = uuid();
    } catch {
      if (this.#coming === coming) this.#coming = undefined;
      this.#release(coming);
      this.#failed = true;
    }
  }

  #release({ pool }: Provision): void {
    if (pool) pools(this.#scope).release(pool);
  }

  #tellLimit(requested: number): void {
    this.#scope.cloud.events.emit(
      'notice',
      `${this.#record.name} asks for a provisioned concurrency of ${requested}; this machine keeps ${MACHINE_LIMIT} ` +
        'environments initialised for it.',
    );
  }
}
