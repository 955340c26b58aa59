import { existsSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cloud } from '../../core/cloud.ts';
import { changeCode, codeOf, forgetChanges } from '../../services/lambda/reload.ts';
import type { LoadAhead } from '../../services/lambda/runtime/index.ts';
import { hasBuild } from '../tool/build.ts';
import type { BuildError, Packed, PackedFunction } from '../tool/tool-message.ts';
import { Bundle } from './bundle.ts';
import { isBelow } from './file-watch.ts';
import { handlerFile, isCopied, isPackedAnew } from './packed-files.ts';

/** What a changed file asks for: functions made anew here, the project's own build, or a deployment of the service. */
export type Effect = 'code' | 'build' | 'deployment' | undefined;

/** What became of a change of code. */
export interface Reloaded {
  /** Names of the functions whose code is another now. */
  readonly functions: readonly string[];
  readonly errors: readonly BuildError[];
  /** Gives the functions back the code that they had. */
  readonly undo: () => Promise<void>;
}

export interface ServiceReloadOptions {
  readonly cloud: Cloud;
  /** When its deployment began, in ms since 1970: what was saved later may have come too late for it. */
  readonly since: number;
  /** What files of the configuration said then, where that is known. */
  readonly before?: ReadonlyMap<string, string | undefined>;
}

/** A deployed service: how its functions' code is made, and what of it changes with a file. */
export class ServiceReload {
  readonly #cloud: Cloud;
  readonly #packed: Packed;
  readonly #bundles: readonly Bundle[];
  /** Functions whose package has files of the service as they are. */
  readonly #copied: readonly PackedFunction[];
  /** Functions that only a deployment can make anew. */
  readonly #others: readonly PackedFunction[];
  /** What the files of the configuration said when they were deployed. */
  readonly #texts: ReadonlyMap<string, string | undefined>;
  /** When it was deployed: files of a layer that are older were made by that. In ms since 1970. */
  readonly #made = Date.now();
  readonly #since: number;

  constructor(packed: Packed, { cloud, since, before }: ServiceReloadOptions) {
    const { functions, builds, cwd, buildFolder } = packed;
    this.#packed = packed;
    this.#cloud = cloud;
    const entries = new Set(functions.map(({ entry }) => entry));
    this.#bundles = builds
      .filter(({ again, options }) => again && entries.has(entryOf(options)))
      .map((build) => new Bundle(build, cwd, buildFolder ?? cwd));
    const left = functions.filter(({ entry }) => !this.#bundles.some((bundle) => bundle.entry === entry));
    // Code that is mounted is its owner's to make, and Lambda's to look after.
    const packages = left.filter(({ name }) => !codeOf(cloud, name)?.mounted);
    this.#copied = packages.filter((each) => isCopied(each, cwd, this.#rootOf(each.name)));
    this.#others = packages.filter((each) => !this.#copied.includes(each));
    const late = (file: string) => isNewer(file, since);
    const deployed = (file: string) =>
      before?.has(file)
        ? before.get(file)
        : before || !isWritten(file) || !late(file)
          ? textOf(file)
          : undefined;
    this.#texts = new Map(this.#configuration().map((file) => [file, deployed(file)]));
    this.#since = since;
  }

  /** Files that were saved since its deployment began. */
  late(): string[] {
    return [...this.sources(), ...this.#texts.keys()].filter((file) => isNewer(file, this.#since));
  }

  get folder(): string {
    return this.#packed.cwd;
  }

  get functions(): readonly string[] {
    return this.#packed.functions.map(({ name }) => name);
  }

  /** Functions that a deployment makes anew on each save, with what bundles them unknown. */
  get slow(): readonly string[] {
    return this.#others.map(({ name }) => name);
  }

  /** Whether what is packed is what a script of the project's own makes of TypeScript. */
  get #isBuilt(): boolean {
    const { cwd } = this.#packed;
    return this.#copied.some(({ handler }) => BUILT.test(handler)) && hasBuild(cwd);
  }

  /** What the files of the configuration say now. */
  texts(): ReadonlyMap<string, string | undefined> {
    return new Map([...this.#texts.keys()].map((file) => [file, textOf(file)]));
  }

  /** Folders to watch. */
  folders(): string[] {
    const files = [...this.sources(), ...this.#packed.files];
    return [this.#packed.cwd, ...this.#packed.layers, ...files.map((file) => this.#packageOf(file))];
  }

  /** Files that are known to be sources. */
  sources(): string[] {
    const handlers = this.#copied.flatMap((each) => handlerFile(each, this.#packed.cwd) ?? []);
    return [...this.#packed.builds.flatMap(({ inputs }) => inputs), ...this.#inputs(), ...handlers];
  }

  effectOf(file: string): Effect {
    const { cwd, layers, builds } = this.#packed;
    if (this.#texts.has(file)) return textOf(file) === this.#texts.get(file) ? undefined : 'deployment';
    if (this.#bundles.some((bundle) => bundle.isMadeOf(file))) return 'code';
    if (builds.some(({ inputs }) => inputs.includes(file))) return 'deployment';
    if (layers.some((layer) => isBelow(file, layer)))
      return isNewer(file, this.#made) || !existsSync(file) ? 'deployment' : undefined;
    if (!isBelow(file, cwd)) return undefined;
    if (this.#isBuilt && isTypeScript(file)) return 'build';
    if (this.#copies(file).length > 0) return 'code';
    // What a layer is made of, or what another bundler reads, is told nowhere.
    return isPackedAnew(file) && this.#others.length + layers.length > 0 ? 'deployment' : undefined;
  }

  /** Whether bundles are made for a debugger: readable, and with all that leads to their sources. */
  async debug(on: boolean): Promise<void> {
    await Promise.all(this.#bundles.map((bundle) => bundle.debug(on)));
  }

  /** Makes anew what is made of these files. */
  reload(files: ReadonlySet<string>): Promise<Reloaded> {
    const bundles = this.#bundles.filter((bundle) => [...files].some((file) => bundle.isMadeOf(file)));
    return this.#make(bundles, files);
  }

  /** Makes every bundle anew. */
  remake(): Promise<Reloaded> {
    return this.#make(this.#bundles, new Set());
  }

  async #make(bundles: readonly Bundle[], files: ReadonlySet<string>): Promise<Reloaded> {
    const built = await Promise.all(
      bundles.map(async (bundle) => ({ bundle, result: await bundle.rebuild() })),
    );
    const errors = built.flatMap(({ result }) => result.errors ?? []);
    if (errors.length > 0) return { functions: [], errors, undo: async () => {} };
    const changes = new Map<string, Map<string, Uint8Array | undefined>>();
    const before = new Map<string, Map<string, Uint8Array | undefined>>();
    const ahead = new Map<string, readonly LoadAhead[]>();
    const add = async (name: string, file: string, content: Uint8Array | undefined) => {
      const root = this.#rootOf(name);
      if (root === undefined) return;
      const there = await readFile(path.join(root, file)).catch(() => undefined);
      if (there === undefined || content === undefined ? there === content : there.equals(content)) return;
      before.set(name, (before.get(name) ?? new Map()).set(file, there));
      changes.set(name, (changes.get(name) ?? new Map()).set(file, content));
    };
    for (const { bundle, result } of built) {
      for (const [file, content] of result.files ?? [])
        for (const name of this.#functionsWith(file, bundle.entry)) await add(name, file, content);
      for (const { name } of this.#packed.functions.filter(({ entry }) => entry === bundle.entry))
        ahead.set(name, result.errors ? [] : result.ahead);
    }
    for (const file of files) {
      const names = this.#copies(file);
      const content = names.length > 0 ? await readFile(file).catch(() => undefined) : undefined;
      for (const name of names) await add(name, this.#inPackage(file), content);
    }
    const all = [...changes].map(
      ([name, of]) => [name, { files: of, ahead: ahead.get(name) ?? [] }] as const,
    );
    await changeCode(this.#cloud, new Map(all));
    const undo = () =>
      changeCode(this.#cloud, new Map([...before].map(([name, files]) => [name, { files, ahead: [] }])));
    return { functions: [...changes.keys()], errors: [], undo };
  }

  /** Reads and builds once what a first save would else have to wait for. */
  async warm(): Promise<void> {
    for (const bundle of this.#bundles) await bundle.warm();
  }

  async close(): Promise<void> {
    forgetChanges(this.#cloud, this.functions);
    await Promise.all(this.#bundles.map((bundle) => bundle.close()));
  }

  /** Functions that a bundle is of, and those that have it in their package for being of the same service. */
  #functionsWith(file: string, entry: string): string[] {
    return this.#packed.functions
      .filter((each) => each.entry === entry || this.#has(each.name, file))
      .map(({ name }) => name);
  }

  /** Functions that have a copy of this file in their package, or would have one of a new file. */
  #copies(file: string): string[] {
    const name = this.#inPackage(file);
    if (name.startsWith('..')) return [];
    const { functions } = this.#packed;
    const known = functions.filter((each) => this.#has(each.name, name));
    if (known.length > 0 || !isPackedAnew(file)) return known.map((each) => each.name);
    return this.#copied
      .filter(({ patterns }) => patterns.every((pattern) => pattern.startsWith('!')))
      .map((each) => each.name);
  }

  #has(name: string, file: string): boolean {
    const root = this.#rootOf(name);
    return root !== undefined && existsSync(path.join(root, file));
  }

  /** The folder of a function's package; undefined for one that is mounted, which is its owner's to change. */
  #rootOf(name: string): string | undefined {
    const code = codeOf(this.#cloud, name);
    return code?.mounted ? undefined : code?.root;
  }

  #inPackage(file: string): string {
    return path.relative(this.#packed.cwd, file).replaceAll(path.sep, '/');
  }

  #inputs(): string[] {
    return this.#bundles.flatMap(({ inputs }) => [...inputs]);
  }

  /** What the configuration was read from, without sources, which it may name as well. */
  #configuration(): string[] {
    const inputs = new Set(this.#inputs());
    const dotenv = ['.env', '.env.local'].map((name) => path.join(this.#packed.cwd, name));
    return [...this.#packed.files, ...dotenv].filter((file) => !inputs.has(file));
  }

  /** The folder of the package that a file belongs to; its own, where that is not below the project. */
  #packageOf(file: string): string {
    const { cwd } = this.#packed;
    if (isBelow(file, cwd)) return cwd;
    for (let folder = path.dirname(file); isBelow(folder, path.dirname(cwd)); folder = path.dirname(folder))
      if (existsSync(path.join(folder, 'package.json'))) return folder;
    return path.dirname(file);
  }
}

const entryOf = (options: Readonly<Record<string, unknown>>): string =>
  String((options.entryPoints as readonly unknown[] | undefined)?.[0] ?? '');

/** Whether a file of a configuration is one that people write: others a deployment itself may have made. */
const isWritten = (file: string): boolean => /^(serverless.*|\.env.*|.*\.ya?ml)$/.test(path.basename(file));

/** A handler in a folder that builds write to. */
const BUILT = /^(\.\/)?(dist|build|out|lib|\.build|\.dist)\//;

const isTypeScript = (file: string): boolean => /(?<!\.d)\.[cm]?tsx?$/.test(file);

const isNewer = (file: string, since: number): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since;

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
