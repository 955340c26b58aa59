import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadAhead } from '../../services/lambda/runtime/index.ts';
import type { Build, BuildError } from '../tool/tool-message.ts';
import { type BuildContext, type BuildResult, type Esbuild, type Metafile, openContext } from './esbuild.ts';
import { OwnBundle } from './own-bundle.ts';

/** What became of a build. */
export type Built =
  | {
      readonly files: ReadonlyMap<string, Uint8Array>;
      /** Packages that it loads at once, which may be loaded before it. */
      readonly ahead: readonly LoadAhead[];
      readonly errors?: undefined;
    }
  | { readonly files?: undefined; readonly errors: readonly BuildError[] };

/** A bundle as the deploy tool made it, made again by the project's own esbuild, which keeps what it has read in between. */
export class Bundle {
  readonly entry: string;
  readonly #build: Build;
  readonly #cwd: string;
  readonly #buildFolder: string;
  #debugged = false;
  /** Of the whole bundle. */
  #context: Promise<BuildContext> | undefined;
  /** Of the project's own code alone, once the whole was made. */
  #own: Promise<OwnBundle | undefined> | undefined;
  /** What that came to. */
  #cut: OwnBundle | undefined;
  /** Whether it is not to be cut in two. */
  #isWhole = false;
  #inputs: ReadonlySet<string>;
  #failed = false;
  /** Builds come one after another. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param cwd the service's folder
   * @param buildFolder the folder that becomes the package
   */
  constructor(build: Build, cwd: string, buildFolder: string) {
    this.#build = build;
    this.#cwd = cwd;
    this.#buildFolder = buildFolder;
    this.entry = String((build.options.entryPoints as readonly unknown[] | undefined)?.[0] ?? '');
    this.#inputs = new Set(build.inputs);
  }

  /** Has it made for a debugger, or no more. */
  debug(on: boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (on === this.#debugged) return;
      this.#debugged = on;
      await this.#dispose();
    });
  }

  /** Files of the project that go in, absolute. */
  get inputs(): ReadonlySet<string> {
    return this.#inputs;
  }

  /** Whether a change of this file makes another bundle of it. */
  isMadeOf(file: string): boolean {
    // Where a build failed, a file that was missing may have come.
    return this.#failed || this.#inputs.has(file) || /^(tsconfig.*|package)\.json$/.test(path.basename(file));
  }

  /** @returns content by path in the package */
  rebuild(): Promise<Built> {
    return this.#inTurn(() => this.#rebuild());
  }

  async #rebuild(): Promise<Built> {
    try {
      const { outputFiles, metafile } = (await this.#rebuildOwn()) ?? (await this.#rebuildWhole());
      this.#failed = false;
      this.#inputs = new Set(
        Object.keys(metafile.inputs)
          .filter((input) => !input.startsWith('local-cloud-'))
          .map((input) => path.resolve(this.#cwd, input.replace(/^[\w()-]{2,}:/, '')))
          .filter((input) => !/[\\/]node_modules[\\/]/.test(input)),
      );
      const files = outputFiles.map(({ path: file, contents }) => [this.#inPackage(file), contents] as const);
      return { files: new Map(files), ahead: this.#ahead(files[0]?.[0] ?? '', metafile) };
    } catch (error) {
      this.#failed = true;
      return { errors: errorsOf(error) };
    }
  }

  /** Does ahead what a first save would else have to wait for. */
  async warm(): Promise<void> {
    await this.rebuild();
    await this.#own;
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#dispose());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  async #dispose(): Promise<void> {
    const [context, own] = await Promise.all([this.#context?.catch(() => undefined), this.#own]);
    this.#context = undefined;
    this.#own = undefined;
    this.#cut = undefined;
    await Promise.all([context?.dispose(), own?.close()]);
  }

  #ahead(file: string, { inputs }: Metafile): LoadAhead[] {
    const external = Object.entries(inputs)
      .filter(([name]) => !/(^|[\\/])node_modules[\\/]/.test(name))
      .flatMap(([, { imports }]) =>
        imports.filter((each) => each.external && each.kind === 'import-statement'),
      )
      .map(({ path: specifier }) => specifier)
      .filter((specifier) => !isBuiltin(specifier));
    const packages = this.#cut?.specifier;
    return [...new Set([...(packages ? [packages] : []), ...external])].map((each) => [file, each] as const);
  }

  async #rebuildOwn(): Promise<BuildResult | undefined> {
    const own = this.#cut;
    const built = await own?.rebuild();
    if (own && !built) {
      this.#own = undefined;
      this.#cut = undefined;
      await own.close();
    }
    return built;
  }

  async #rebuildWhole(): Promise<BuildResult> {
    const esbuild = createRequire(this.#build.esbuild)(this.#build.esbuild) as Esbuild;
    this.#context ??= openContext(esbuild, this.#options());
    const context = await this.#context;
    const built = await context.rebuild();
    if (this.#isWhole || this.#own) return built;
    const made = OwnBundle.of(esbuild, this.#options(), built.metafile).catch(() => undefined);
    this.#own = made;
    void made.then((own) => this.#inTurn(() => this.#take(made, own)));
    return built;
  }

  /** From here on the project's own code alone is made. */
  async #take(made: Promise<OwnBundle | undefined>, own: OwnBundle | undefined): Promise<void> {
    if (this.#own !== made) return;
    this.#isWhole = own === undefined;
    this.#cut = own;
    if (!own) return;
    // What it has read of packages is a lot, and not needed again.
    const context = await this.#context;
    this.#context = undefined;
    await context?.dispose();
  }

  #options(): Readonly<Record<string, unknown>> {
    const { options } = this.#build;
    return {
      ...{ absWorkingDir: this.#cwd, ...options },
      ...(this.#debugged && debugOptions(options)),
      ...{ write: false, metafile: true, logLevel: 'silent' },
    };
  }

  #inPackage(file: string): string {
    return path.relative(this.#buildFolder, file).replaceAll(path.sep, '/');
  }
}

/**
 * What a debugger needs: names as they were written, and a source map that it gets with the bundle, as the path that the
 * bundle runs at is none of this machine, and that names sources by paths that are.
 */
const debugOptions = ({ outdir }: Readonly<Record<string, unknown>>) => ({
  ...{ minify: false, minifyWhitespace: false, minifySyntax: false, minifyIdentifiers: false },
  ...{ sourcemap: 'inline', sourcesContent: true },
  ...(typeof outdir === 'string' && { sourceRoot: `${pathToFileURL(outdir).href}/` }),
});

interface Failure {
  readonly message?: unknown;
  readonly errors?: readonly {
    readonly text: string;
    readonly location?: { readonly file: string; readonly line: number; readonly column: number } | null;
  }[];
}

function errorsOf(error: unknown): BuildError[] {
  const { message, errors } = (error ?? {}) as Failure;
  if (!Array.isArray(errors) || errors.length === 0)
    return [{ text: String(message ?? error), file: '', line: 0, column: 0 }];
  return (errors as NonNullable<Failure['errors']>).map(({ text, location }) => ({
    text,
    file: location?.file ?? '',
    line: location?.line ?? 0,
    column: location?.column ?? 0,
  }));
}
