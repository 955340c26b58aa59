/** The part of esbuild's API that is met here: contexts since 0.17. */
export interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<BuildResult>;
  context?(options: Readonly<Record<string, unknown>>): Promise<BuildContext>;
}

/** A context, or, of an esbuild that knows none, one that begins anew each time. */
export async function openContext(
  esbuild: Esbuild,
  options: Readonly<Record<string, unknown>>,
): Promise<BuildContext> {
  return esbuild.context?.(options) ?? { rebuild: () => esbuild.build(options), async dispose() {} };
}

export interface BuildContext {
  rebuild(): Promise<BuildResult>;
  dispose(): Promise<void>;
}

export interface BuildResult {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}

export interface OutputFile {
  readonly path: string;
  readonly contents: Uint8Array;
}

/** Paths are relative to the working directory. */
export interface Metafile {
  readonly inputs: Readonly<
    Record<
      string,
      {
        readonly format?: 'cjs' | 'esm';
        readonly imports: readonly Import[];
      }
    >
  >;
}

interface Import {
  readonly path: string;
  /** `import-statement`, `dynamic-import`, `require-call`, … */
  readonly kind: string;
  readonly external?: boolean;
}

interface ResolveOptions {
  readonly resolveDir: string;
  readonly importer: string;
  readonly kind: string;
  readonly pluginData: unknown;
}

interface OnResolveArgs extends ResolveOptions {
  readonly path: string;
  readonly namespace: string;
}

type MaybePromise<T> = T | Promise<T>;

export interface PluginBuild {
  onResolve(
    on: { filter: RegExp; namespace?: string },
    callback: (
      args: OnResolveArgs,
    ) => MaybePromise<{ path: string; namespace?: string; external?: boolean } | undefined>,
  ): void;
  onLoad(
    on: { filter: RegExp; namespace?: string },
    callback: (args: { path: string }) => { contents: string; loader: string },
  ): void;
  resolve(
    path: string,
    options: ResolveOptions,
  ): Promise<{ readonly path: string; readonly external: boolean; readonly errors: readonly unknown[] }>;
}
