import { renewFunctions } from '../../services/lambda/reload.ts';
import { build } from '../tool/build.ts';
import type { ServiceState } from '../tool/service-states.ts';
import type { Packed } from '../tool/tool-message.ts';
import { Composition } from './composition.ts';
import { FileWatch } from './file-watch.ts';
import { HeldFunctions } from './held-functions.ts';
import type { ReloaderOptions } from './reloader-options.ts';
import { type Reloaded, ServiceReload } from './service-reload.ts';
import { failedWith, withDependents } from './services-to-deploy.ts';
import { Tell } from './tell.ts';
import { TypeChecks } from './type-checks.ts';

/** How many deployments may follow each other for what is changed while they run. */
const MAX_DEPLOYMENTS = 4;

type Texts = ReadonlyMap<string, string | undefined>;

/** What changed files ask of a service. */
interface Changed {
  readonly state: ServiceState;
  readonly reload: ServiceReload;
  readonly code: ReadonlySet<string>;
  readonly build: ReadonlySet<string>;
  readonly deployment: ReadonlySet<string>;
}

/** While a project runs: functions made anew from the files that are saved, and what needs a deployment deployed. */
export class Reloader {
  readonly #options: ReloaderOptions;
  readonly #watch: FileWatch;
  readonly #tell: Tell;
  readonly #composition: Composition;
  readonly #services = new Map<ServiceState, { packed: Packed; reload: ServiceReload }>();
  readonly #held: HeldFunctions;
  /** Files that are still to be looked at. */
  #files = new Set<string>();
  /** Deployments and reloads, one after another. */
  #last: Promise<unknown> = Promise.resolve();
  #working = false;
  /** Whether what is under way takes seconds, for which no request waits. */
  #isLong = false;
  #debugged = false;
  #closed = false;
  readonly #aborter = new AbortController();
  readonly #types: TypeChecks | undefined;

  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#held = new HeldFunctions(options.cloud);
    this.#tell = new Tell(options.root, options.print);
    this.#composition = new Composition(options.root);
    this.#types = options.checkTypes ? new TypeChecks(options.root) : undefined;
    this.#watch = new FileWatch(
      (file) => this.#hold(file),
      (files) => this.#enqueue(files),
    );
  }

  /** Begins to watch what was deployed, and what was not. */
  async watch(): Promise<void> {
    this.#composition.watch((files) => this.#enqueue(files));
    await this.#next(() => this.#sync());
  }

  /** Says what it waits for, and gets ready for the first save. */
  start(): void {
    this.#tellFailed();
    void this.#warm();
  }

  async #warm(): Promise<void> {
    for (const { reload } of this.#services.values()) {
      if (!this.#closed) await reload.warm();
    }
    this.#types?.free();
  }

  /** Deploys everything. */
  deployAll(): Promise<void> {
    return this.#next(() => this.#deploy(this.#options.deployment.services().map(({ name }) => name)));
  }

  /** Makes every function anew, to be debugged or no more. */
  debug(on: boolean): Promise<void> {
    return this.#next(async () => {
      this.#debugged = on;
      await Promise.all([...this.#services.values()].map(({ reload }) => this.#remake(reload)));
    });
  }

  /** Names of the deployed functions, in the order of services. */
  functions(): string[] {
    return [...this.#services.values()].flatMap(({ reload }) => reload.functions);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#aborter.abort();
    this.#watch.close();
    await this.#composition.close();
    this.#held.releaseAll();
    await this.#last;
    await this.#types?.close();
    await Promise.all([...this.#services.values()].map(({ reload }) => reload.close()));
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  async #remake(reload: ServiceReload): Promise<void> {
    await reload.debug(this.#debugged);
    const { functions } = await reload.remake();
    renewFunctions(
      this.#options.cloud,
      reload.functions.filter((name) => !functions.includes(name)),
    );
  }

  /** Takes up what the last deployment packed. @param before what files of the configuration said when it began */
  async #sync(before?: Texts): Promise<void> {
    const begun: ServiceReload[] = [];
    for (const state of this.#options.deployment.services()) {
      const known = this.#services.get(state);
      const { packed, outcome } = state;
      if (outcome !== 'deployed' || packed === undefined || known?.packed === packed) continue;
      await known?.reload.close();
      const since = performance.timeOrigin + state.startedAt;
      const reload = new ServiceReload(packed, { cloud: this.#options.cloud, since, before });
      this.#services.set(state, { packed, reload });
      begun.push(reload);
      const slow = reload.slow.join(', ');
      if (!known && slow)
        this.#tell.line(`${state.name}: each save deploys ${slow}, as its bundler is its own.`);
      if (this.#debugged) await this.#remake(reload);
    }
    await this.#watchAll();
    // Not before: what is saved from here on is told of.
    const late = new Set(begun.flatMap((reload) => reload.late()));
    this.#types?.begin(new Map(begun.map((reload) => [reload.folder, reload.sources()])));
    if (late.size > 0) this.#enqueue(late);
  }

  async #watchAll(): Promise<void> {
    if (this.#closed) return;
    const reloads = [...this.#services.values()].map(({ reload }) => reload);
    const failed = this.#failed().flatMap(({ folder, brokenFolders }) => [folder, ...brokenFolders]);
    await this.#watch.watch(
      [...reloads.flatMap((reload) => reload.folders()), ...failed],
      reloads.flatMap((reload) => reload.sources()),
    );
  }

  #failed(): ServiceState[] {
    return this.#options.deployment.services().filter(({ outcome }) => outcome === 'failed');
  }

  #tellFailed(): void {
    const names = this.#failed().map(({ name }) => name);
    if (names.length === 0) return;
    const how = this.#options.deployOnChange ? 'for a change in' : 'to be told (key r) about';
    this.#tell.line(`Waiting ${how} ${names.join(', ')}, to deploy again.`);
  }

  /** What is asked of a function from here on is for its new code. */
  #hold(file: string): void {
    if (this.#isLong) return;
    for (const { reload } of this.#services.values()) {
      if (reload.effectOf(file) === 'code') this.#held.hold(reload);
    }
  }

  #enqueue(files: ReadonlySet<string>): void {
    for (const file of files) this.#files.add(file);
    if (this.#working) return;
    this.#working = true;
    // A deployment that the end cuts off is nobody's error.
    void this.#next(() => this.#work())
      .catch((error: unknown) => this.#closed || this.#tell.failure(error))
      .finally(() => {
        this.#working = false;
        if (this.#files.size > 0 && !this.#closed) this.#enqueue(new Set());
      });
  }

  async #work(): Promise<void> {
    let deployments = 0;
    while (this.#files.size > 0 && !this.#closed) {
      const files = this.#files;
      this.#files = new Set();
      const changed = [...this.#services].map(([state, { reload }]): Changed => {
        const filesFor = (effect: string) =>
          new Set([...files].filter((file) => reload.effectOf(file) === effect));
        const [code, build, deployment] = [filesFor('code'), filesFor('build'), filesFor('deployment')];
        return { state, reload, code, build, deployment };
      });
      await Promise.all(changed.map((each) => this.#reload(each)));
      for (const each of changed) if (each.build.size > 0) await this.#build(each);
      if (await this.#deployChanged(changed, files)) deployments += 1;
      if (deployments === MAX_DEPLOYMENTS && this.#files.size > 0) {
        // A deployment that changes its own configuration would go on for ever.
        this.#tell.line(
          `Not deployed again for ${this.#tell.files(this.#files)}: each deployment changes it.`,
        );
        this.#files.clear();
      }
    }
    this.#held.releaseAll(this.#files);
  }

  /** What it makes is watched, and taken up as any other file. */
  async #build({ state, reload, build: files }: Changed): Promise<void> {
    this.#tell.line(`${state.name}: ${this.#tell.files(files)} changed, running the project's own build`);
    await this.#takingLong(() => build(reload.folder, this.#aborter.signal)).catch((error: unknown) => {
      if (!this.#closed) this.#tell.failure(error, state.name);
    });
  }

  async #takingLong<T>(work: () => Promise<T>): Promise<T> {
    this.#isLong = true;
    this.#held.releaseAll();
    try {
      return await work();
    } finally {
      this.#isLong = false;
    }
  }

  async #reload({ state, reload, code, deployment }: Changed): Promise<void> {
    const since = performance.now();
    try {
      // A deployment takes up what was saved with it.
      if (code.size === 0 || (deployment.size > 0 && this.#options.deployOnChange)) return;
      const reloaded = await reload.reload(code);
      const { functions, errors } = reloaded;
      const took = functions.length > 0 ? performance.now() - since : undefined;
      if (errors.length > 0) this.#tell.broken(state.name, errors, reload.folder);
      else this.#tell.reloaded(state.name, code, took);
      void this.#watchAll();
      if (functions.length > 0) void this.#checkTypes(state.name, reload, code, reloaded);
    } catch (error) {
      this.#tell.failure(error, state.name);
    } finally {
      this.#held.release(reload, this.#files);
    }
  }

  /** Takes code back that is not right by its types, which is known some time after it runs. */
  async #checkTypes(name: string, reload: ServiceReload, files: ReadonlySet<string>, { undo }: Reloaded) {
    await this.#types?.look(reload.folder, files, (errors, isCurrent) =>
      this.#next(async () => {
        // A deployment in the meantime has packed what was saved: there is no code of before it to go back to.
        const isDeployed = [...this.#services.values()].some((each) => each.reload === reload);
        if (this.#closed || !isCurrent() || !isDeployed) return;
        await undo();
        this.#tell.broken(name, errors, reload.folder);
      }),
    );
  }

  /**
   * Deploys services whose configuration has changed, or that failed and have changed, with those that take outputs of
   * them.
   *
   * @returns whether anything was deployed
   */
  async #deployChanged(changed: readonly Changed[], files: ReadonlySet<string>): Promise<boolean> {
    const services = this.#options.deployment.services();
    const again = changed.filter((each) => each.deployment.size > 0);
    const all = this.#composition.hasChanged(files) ? services : [];
    const some = [...all, ...again.map(({ state }) => state), ...failedWith(services, files)];
    if (some.length === 0) return false;
    const names = [...withDependents(services, some)];
    const reasons = again.map(
      ({ state, deployment: which }) => `${state.name}: ${this.#tell.files(which)} changed`,
    );
    const why = reasons.join(', ');
    if (!this.#options.deployOnChange) {
      const what = why || `${names.join(', ')} changed`;
      this.#tell.line(`${what}; not deployed, as --no-deploy-on-change says.`);
      return false;
    }
    if (why) this.#tell.line(why);
    await this.#deploy(names);
    return true;
  }

  async #deploy(names: readonly string[]): Promise<void> {
    const before = [...this.#services.values()].flatMap(({ reload }) => [...reload.texts()]);
    const { deployment, cloud } = this.#options;
    const there = await this.#takingLong(() => deployment.rerun(cloud.endpoint, names));
    if (this.#closed) return;
    await this.#sync(new Map(before));
    await this.#options.onDeployed(there);
    this.#tellFailed();
  }
}
