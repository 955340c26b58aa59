/** What a process of the deploy tool tells, by way of what is loaded into it (`preload/`). */
export type ToolMessage = Begin | Step | Packed | Done | Failed | Composed | Reason | Outcome;

interface Told {
  /** The process's folder: the service's, for all but compose itself. */
  readonly cwd: string;
  /** The configuration file it was told to read, where that is not the usual one. */
  readonly config?: string;
}

/** A command begins to run in a service whose configuration is read. */
export interface Begin extends Told {
  readonly type: 'begin';
  /** `deploy`, or `info`, by which compose reads outputs. */
  readonly command: string;
  readonly service?: string;
  /** Names as deployed. */
  readonly functions: readonly string[];
  readonly stack?: string;
  readonly region?: string;
}

export interface Step extends Told {
  readonly type: 'step';
  readonly step: 'starting' | 'packaging' | 'uploading';
}

/** What a deployment packed, and how. */
export interface Packed extends Told {
  readonly type: 'packed';
  readonly functions: readonly PackedFunction[];
  /** What esbuild was asked for meanwhile, by whatever plugin. */
  readonly builds: readonly Build[];
  /** serverless-esbuild's folder that a package is made of, absolute. */
  readonly buildFolder?: string;
  /** Folders of layers, absolute. */
  readonly layers: readonly string[];
  /** The files that the configuration was read from, absolute. */
  readonly files: readonly string[];
}

export interface PackedFunction {
  /** As deployed. */
  readonly name: string;
  readonly handler: string;
  /** The file that serverless-esbuild bundles for it, relative to `cwd`. */
  readonly entry?: string;
  /** Which files its package takes, where the configuration says so. */
  readonly patterns: readonly string[];
}

export interface Build {
  /** The main file of the esbuild that ran. */
  readonly esbuild: string;
  /** Without plugins. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether the options are all there is to it, so that another process can do the same. */
  readonly again: boolean;
  /** Files of the project that went in, absolute. */
  readonly inputs: readonly string[];
}

export interface Done extends Told {
  readonly type: 'done';
  readonly command: string;
}

export interface Failed extends Told {
  readonly type: 'failed';
  readonly message: string;
  /** Where a build failed, as esbuild tells it: files relative to `cwd`, lines from 1, columns from 0. */
  readonly errors: readonly BuildError[];
}

export interface BuildError {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** compose has read its configuration. */
export interface Composed extends Told {
  readonly type: 'composed';
  readonly root: string;
  /** Paths relative to `root`. */
  readonly services: readonly {
    readonly id: string;
    readonly path: string;
    readonly config?: string;
    /** Ids of the services whose outputs it takes. */
    readonly needs: readonly string[];
  }[];
}

/** What compose gives as the reason of a service's failure: an error's message, or all that the service's tool printed. */
export interface Reason extends Told {
  readonly type: 'reason';
  readonly id: string;
  readonly message: string;
}

/** What became of a service under compose. */
export interface Outcome extends Told {
  readonly type: 'outcome';
  readonly id: string;
  readonly outcome: 'deployed' | 'failed' | 'skipped';
  /** What it needs and what isn't there, where it was skipped. */
  readonly missing: readonly string[];
}
