import path from 'node:path';
import type { Cloud } from '../../core/cloud.ts';
import { holdFunctions } from '../../services/lambda/reload.ts';
import type { Deployment } from '../deployment.ts';
import { dim, style } from '../request-line.ts';
import type { ServiceState } from '../tool/service-states.ts';
import type { BuildError, Packed } from '../tool/tool-message.ts';
import { FileWatch, isBelow } from './file-watch.ts';
import { ServiceReload } from './service-reload.ts';

export interface ReloaderOptions {
  /** The project's folder, which paths are shown relative to. */
  readonly root: string;
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  /** Whether what functions can't be made anew without is deployed by itself. */
  readonly deployOnChange: boolean;
  readonly print: (line: string) => void;
  /** Called with the stacks of what a deployment made. */
  readonly onDeployed: (services: readonly ServiceState[]) => Promise<void>;
}

/** How many deployments may follow each other for what is changed while they run. */
const MAX_DEPLOYMENTS = 4;
/** How many errors of a build are shown. */
const MAX_ERRORS = 5;

/** While a project runs: functions made anew from the files that are saved, and what needs a deployment deployed. */
export class Reloader {
  readonly #options: ReloaderOptions;
  readonly #watch: FileWatch;
  readonly #services = new Map<ServiceState, { packed: Packed; reload: ServiceReload }>();
  /** By service: lets its invocations go on. */
  readonly #held = new Map<ServiceReload, () => void>();
  /** Files that are still to be looked at. */
  #files = new Set<string>();
  #working: Promise<void> | undefined;
  #closed = false;
  #told = '';

  constructor(options: ReloaderOptions) {
    this.#options = options;
    this.#watch = new FileWatch(
      (file) => this.#hold(file),
      (files) => this.#enqueue(files),
    );
  }

  /** Begins to watch what was deployed, and what was not. */
  async start(): Promise<void> {
    await this.#sync();
    this.#tellFailed();
    for (const { reload } of this.#services.values()) {
      if (this.#closed) return;
      await reload.warm();
    }
  }

  /** Deploys services, by default all. */
  async deploy(names = this.#options.deployment.services().map(({ name }) => name)): Promise<void> {
    const { deployment } = this.#options;
    const before = [...this.#services.values()].flatMap(({ reload }) => [...reload.texts()]);
    const there = await deployment.rerun(this.#options.cloud.endpoint, names);
    if (this.#closed) return;
    await this.#sync(new Map(before));
    await this.#options.onDeployed(there);
    this.#tellFailed();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.close();
    for (const release of this.#held.values()) release();
    await Promise.all([...this.#services.values()].map(({ reload }) => reload.close()));
  }

  /** Takes up what the last deployment packed. */
  async #sync(before?: ReadonlyMap<string, string | undefined>): Promise<void> {
    const late: string[] = [];
    const states = this.#options.deployment.services();
    for (const state of states) {
      const known = this.#services.get(state);
      const { packed, outcome } = state;
      if (outcome !== 'deployed' || packed === undefined || known?.packed === packed) continue;
      await known?.reload.close();
      const reload = new ServiceReload(
        packed,
        this.#options.cloud,
        performance.timeOrigin + state.startedAt,
        before,
      );
      late.push(...reload.late);
      this.#services.set(state, { packed, reload });
      if (!known && reload.slow.length > 0)
        this.#options.print(
          dim(`${state.name}: each save deploys ${reload.slow.join(', ')}, as its bundler is its own.`),
        );
    }
    await this.#watchAll();
    if (late.length > 0) this.#enqueue(new Set(late));
  }

  async #watchAll(): Promise<void> {
    const reloads = [...this.#services.values()].map(({ reload }) => reload);
    const failed = this.#failed();
    await this.#watch.watch(
      [
        ...reloads.flatMap((reload) => reload.folders()),
        ...failed.flatMap(({ folder, brokenFolders }) => [folder, ...brokenFolders]),
      ],
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
    this.#options.print(dim(`Waiting ${how} ${names.join(', ')}, to deploy again.`));
  }

  /** What is asked of a function from here on is for its new code. */
  #hold(file: string): void {
    for (const { reload } of this.#services.values()) {
      if (this.#held.has(reload) || reload.effectOf(file) !== 'code') continue;
      this.#held.set(reload, holdFunctions(this.#options.cloud, reload.functions));
    }
  }

  #enqueue(files: ReadonlySet<string>): void {
    for (const file of files) this.#files.add(file);
    this.#working ??= this.#work()
      .catch((error: unknown) => {
        // A deployment that the end cut off is nobody's error.
        if (!this.#closed) this.#options.print(`${style('red', '✗')} ${messageOf(error)}`);
      })
      .finally(() => {
        this.#working = undefined;
        if (this.#files.size > 0) this.#enqueue(new Set());
      });
  }

  async #work(): Promise<void> {
    let deployments = 0;
    while (this.#files.size > 0 && !this.#closed) {
      const files = this.#files;
      this.#files = new Set();
      const since = performance.now();
      const services = [...this.#services.entries()];
      const effects = services.map(([state, { reload }]) => ({
        ...{ state, reload },
        code: filesWith(files, (file) => reload.effectOf(file) === 'code'),
        deployment: filesWith(files, (file) => reload.effectOf(file) === 'deployment'),
      }));
      await Promise.all(
        effects.map(async ({ state, reload, code, deployment }) => {
          // A deployment takes up what was saved with it.
          if (code.size > 0 && (deployment.size === 0 || !this.#options.deployOnChange))
            await this.#reload(state, reload, code, since);
          this.#release(reload);
        }),
      );
      const changed = effects.map(({ state, deployment }) => ({ state, files: deployment }));
      if (await this.#deployChanged(changed, files)) deployments += 1;
      if (deployments === MAX_DEPLOYMENTS && this.#files.size > 0) {
        // A deployment that changes its own configuration would go on for ever.
        this.#options.print(
          dim(`Not deployed again for ${this.#shown(this.#files)}: each deployment changes it.`),
        );
        this.#files.clear();
      }
    }
    for (const reload of [...this.#held.keys()]) if (this.#files.size === 0) this.#release(reload);
  }

  #release(reload: ServiceReload): void {
    if ([...this.#files].some((file) => reload.effectOf(file) === 'code')) return;
    this.#held.get(reload)?.();
    this.#held.delete(reload);
  }

  async #reload(
    { name }: ServiceState,
    reload: ServiceReload,
    files: ReadonlySet<string>,
    since: number,
  ): Promise<void> {
    try {
      const { functions, errors } = await reload.reload(files);
      if (errors.length > 0) this.#tellErrors(name, errors, reload);
      else if (functions.length > 0) {
        this.#told = '';
        const took = Math.max(1, Math.round(performance.now() - since));
        this.#options.print(dim(`${style('green', '↻')} ${name}  ${this.#shown(files)}  ${took} ms`));
      } else if (this.#told !== '') {
        this.#told = '';
        this.#options.print(dim(`${style('green', '↻')} ${name}  ${this.#shown(files)}  as it was`));
      }
      await this.#watchAll();
    } catch (error) {
      this.#options.print(`${style('red', '✗')} ${name}  ${messageOf(error)}`);
    }
  }

  #tellErrors(name: string, errors: readonly BuildError[], reload: ServiceReload): void {
    const lines = errors
      .slice(0, MAX_ERRORS)
      .map(({ text, file, line, column }) =>
        [
          `${style('red', '✗')} ${name}  `,
          file ? `${this.#relative(path.resolve(reload.folder, file))}:${line}:${column + 1}  ` : '',
          text,
        ].join(''),
      );
    if (errors.length > MAX_ERRORS) lines.push(dim(`  and ${errors.length - MAX_ERRORS} more`));
    const text = lines.join('\n');
    // A second save of the same is no news.
    if (text === this.#told) return;
    this.#told = text;
    this.#options.print(`${text}\n${dim('  The code before it goes on answering.')}`);
  }

  /**
   * Deploys services whose configuration has changed, or that failed and have changed, with those that take outputs of
   * them.
   *
   * @returns whether anything was deployed
   */
  async #deployChanged(
    changed: readonly { state: ServiceState; files: ReadonlySet<string> }[],
    files: ReadonlySet<string>,
  ): Promise<boolean> {
    const { deployment, deployOnChange, print } = this.#options;
    const again = changed.filter((each) => each.files.size > 0);
    const failed = this.#failed().filter(({ folder, brokenFolders }) =>
      [folder, ...brokenFolders].some((each) => [...files].some((file) => isBelow(file, each))),
    );
    const names = new Set([...again.map(({ state }) => state.name), ...failed.map(({ name }) => name)]);
    if (names.size === 0) return false;
    const why = again
      .map(({ state, files: which }) => `${state.name}: ${this.#shown(which)} changed`)
      .join(', ');
    if (!deployOnChange) {
      print(
        dim(`${why || `${[...names].join(', ')} changed`}; not deployed, as --no-deploy-on-change says.`),
      );
      return false;
    }
    if (why) print(dim(why));
    const all = deployment.services();
    for (const name of names)
      for (const state of all)
        if (state.needs.includes(name) || (failed.length > 0 && state.outcome !== 'deployed'))
          names.add(state.name);
    await this.deploy([...names]);
    return true;
  }

  #shown(files: ReadonlySet<string>): string {
    const [first = '', ...more] = [...files].map((file) => this.#relative(file));
    return more.length > 0 ? `${first} and ${more.length} more` : first;
  }

  #relative(file: string): string {
    return path.relative(this.#options.root, file);
  }
}

const filesWith = (files: ReadonlySet<string>, which: (file: string) => boolean): Set<string> =>
  new Set([...files].filter(which));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
