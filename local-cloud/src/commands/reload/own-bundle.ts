import { createHash } from 'node:crypto';
import path from 'node:path';
import {
  type BuildContext,
  type Esbuild,
  type Metafile,
  type OutputFile,
  openContext,
  type PluginBuild,
} from './esbuild.ts';

type Options = Readonly<Record<string, unknown>>;

/** A package's file that the project's own code imports. */
interface Imported {
  readonly file: string;
  readonly isModule: boolean;
  /** Whether it is loaded with the code that imports it, and not when that asks for it. */
  readonly isAhead: boolean;
}

/** Where stand-ins for packages live while esbuild bundles. */
const NAMESPACE = 'local-cloud-packages';
const IN_PACKAGES = /[\\/]node_modules[\\/]/;

/** Of a file that packages are bundled into; beside the bundle, so that their `__dirname` is what it was. */
const PACKAGES_FILE = '.packages-';

/**
 * The project's own code in one bundle and the packages that it imports in another, which stays as it is from save to save:
 * what is left to make is some thousand lines instead of some hundred thousand. Both are made with the options of the whole.
 */
export class OwnBundle {
  /** The packages' bundle. */
  readonly #packages: OutputFile;
  readonly #context: BuildContext;
  readonly #state: { missing: boolean };

  private constructor(packages: OutputFile, context: BuildContext, state: { missing: boolean }) {
    this.#packages = packages;
    this.#context = context;
    this.#state = state;
  }

  /**
   * @param options of the whole bundle
   * @param metafile of the whole bundle
   * @returns undefined for a bundle that is not to be cut in two
   */
  static async of(esbuild: Esbuild, options: Options, metafile: Metafile): Promise<OwnBundle | undefined> {
    const cwd = String(options.absWorkingDir);
    const imported = importedPackages(metafile, cwd);
    if (!canBeCut(options) || imported === undefined || imported.length === 0) return undefined;
    const { entryPoints: _, outdir, outExtension: __, entryNames: ___, ...rest } = options;
    const folder = path.resolve(cwd, String(outdir));
    const loaders = imported.map(({ file }) => `() => require(${JSON.stringify(file)})`);
    const ahead = imported.flatMap(({ isAhead }, index) => (isAhead ? [index] : []));
    const { outputFiles } = await esbuild.build({
      ...rest,
      stdin: {
        contents: `module.exports = [${loaders}]; module.exports.ahead = [${ahead}];`,
        ...{ resolveDir: cwd, loader: 'js' },
      },
      outfile: path.join(folder, `${PACKAGES_FILE}x.cjs`),
      sourcemap: false,
    });
    const [bundled] = outputFiles;
    if (bundled === undefined) return undefined;
    const digest = createHash('sha256').update(bundled.contents).digest('hex').slice(0, 16);
    const name = `${PACKAGES_FILE}${digest}.cjs`;
    const state = { missing: false };
    const plugin = { name: NAMESPACE, setup: (build: PluginBuild) => standIn(build, imported, name, state) };
    const context = await openContext(esbuild, { ...options, plugins: [plugin] });
    return new OwnBundle({ path: path.join(folder, name), contents: bundled.contents }, context, state);
  }

  /** What the code imports packages from. */
  get specifier(): string {
    return `./${path.basename(this.#packages.path)}`;
  }

  /**
   * @returns undefined where the code imports what the packages' bundle has not
   * @throws esbuild's error
   */
  async rebuild(): Promise<{ outputFiles: readonly OutputFile[]; metafile: Metafile } | undefined> {
    this.#state.missing = false;
    const { outputFiles, metafile } = await this.#context.rebuild();
    if (this.#state.missing) return undefined;
    return { outputFiles: [...outputFiles, this.#packages], metafile };
  }

  async close(): Promise<void> {
    await this.#context.dispose();
  }
}

/** CommonJS into a folder, with nothing that reaches into both parts. */
const canBeCut = ({
  format = 'cjs',
  bundle,
  platform,
  outdir,
  splitting,
  inject,
  packages,
}: Options): boolean =>
  bundle === true &&
  format === 'cjs' &&
  platform === 'node' &&
  outdir !== undefined &&
  !splitting &&
  inject === undefined &&
  packages === undefined;

/** @returns undefined where a package imports the project's code, which would be there twice */
function importedPackages({ inputs }: Metafile, cwd: string): Imported[] | undefined {
  const found = new Map<string, Imported>();
  for (const [name, { imports }] of Object.entries(inputs)) {
    const isPackage = IN_PACKAGES.test(`/${name}`);
    for (const { path: target, external, kind } of imports) {
      if (external) continue;
      const leadsToPackage = IN_PACKAGES.test(`/${target}`);
      if (isPackage && !leadsToPackage && !target.startsWith('(disabled):')) return undefined;
      if (isPackage || !leadsToPackage) continue;
      const file = path.resolve(cwd, target);
      const isAhead = kind === 'import-statement' || found.get(file)?.isAhead === true;
      found.set(file, { file, isModule: inputs[target]?.format === 'esm', isAhead });
    }
  }
  return [...found.values()];
}

/**
 * Has esbuild take stand-ins for packages. One for a CommonJS module is CommonJS as well, and one for an ES module is an ES
 * module, so that all that imports them gets what it would get of themselves.
 *
 * @param name of the packages' file
 */
function standIn(
  build: PluginBuild,
  imported: readonly Imported[],
  name: string,
  state: { missing: boolean },
): void {
  const places = new Map(imported.map(({ file }, index) => [file, index]));
  /** What names lead to, by whoever imports them. */
  const known = new Map<string, number | undefined>();
  build.onResolve(
    { filter: /^[^./]/ },
    async ({ path: specifier, resolveDir, importer, kind, namespace, pluginData }) => {
      if (kind === 'entry-point' || pluginData === NAMESPACE || namespace !== 'file') return undefined;
      const key = JSON.stringify([resolveDir, specifier, kind]);
      if (!known.has(key)) {
        const found = await build.resolve(specifier, { resolveDir, importer, kind, pluginData: NAMESPACE });
        if (found.errors.length > 0) return undefined;
        const isPackage = !found.external && IN_PACKAGES.test(found.path);
        if (isPackage && !places.has(found.path)) state.missing = true;
        else known.set(key, isPackage ? places.get(found.path) : undefined);
      }
      const index = known.get(key);
      return index === undefined ? undefined : { path: String(index), namespace: NAMESPACE };
    },
  );
  build.onResolve({ filter: /.*/, namespace: NAMESPACE }, ({ path: specifier }) =>
    specifier === name ? { path: `./${name}`, external: true } : { path: specifier, namespace: NAMESPACE },
  );
  build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path: place }) => {
    const [index = '', kind] = place.split(' ');
    const isModule = kind === undefined && imported[Number(index)]?.isModule;
    const itself = JSON.stringify(`${index} itself`);
    return {
      contents: isModule
        ? `export * from ${itself}; export { default } from ${itself};`
        : `module.exports = require(${JSON.stringify(name)})[${index}]();`,
      loader: 'js',
    };
  });
}
