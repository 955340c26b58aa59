import type { ChildProcess } from 'node:child_process';
import type { FunctionSpec } from '../types.ts';

/** What an execution environment asks of its world. */
export interface Inhabitant {
  readonly spec: FunctionSpec;
  readonly env: Record<string, string>;
  /** A folder of this environment's own on this machine; there in a mapped world only. */
  readonly scratch: string;
}

/**
 * Where the processes of execution environments live: with `/var/task`, `/opt` and a `/tmp` of their own, as on Lambda.
 */
export interface World {
  /** `namespace`: the system itself shows those paths; `mapped`: the runtime client leads Node.js code to them. */
  readonly kind: 'namespace' | 'mapped';
  /** Why it is mapped: a sentence for the operator; undefined where that was asked for. */
  readonly reason?: string;
  /** Starts the runtime of a function. Standard output and standard error come out of one pipe where that can be. */
  launch(inhabitant: Inhabitant): ChildProcess;
  /** Gives up what the world holds; environments that live in it stay. */
  close(): Promise<void>;
}
