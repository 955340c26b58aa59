/** What a process of the deploy tool tells, by way of what is loaded into it (`preload/`). */
export type ToolMessage = Begin | Step | Done | Failed | Composed | Reason | Outcome;

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
}

export interface Step extends Told {
  readonly type: 'step';
  readonly step: 'starting' | 'packaging' | 'uploading';
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
