import type { FunctionRecord } from '../types.ts';

/** What an invocation takes its place from: environments initialised ahead, what is reserved for its function, or what is left. */
export type Share = 'ahead' | 'reserved' | 'unreserved';

interface Counts {
  ahead: number;
  onDemand: number;
}

const NONE: Readonly<Counts> = { ahead: 0, onDemand: 0 };

/** The invocations under way in a region, which are counted here and nowhere else. */
export class Concurrency {
  readonly #counts = new WeakMap<FunctionRecord, Counts>();
  #unreserved = 0;

  /** Of a function, whatever its version. */
  of(record: FunctionRecord): number {
    const { ahead, onDemand } = this.#counts.get(record) ?? NONE;
    return ahead + onDemand;
  }

  /** Those of a function that no environment was initialised ahead for. */
  onDemandOf(record: FunctionRecord): number {
    return (this.#counts.get(record) ?? NONE).onDemand;
  }

  /** Those that share what of the account's concurrency is reserved for no function. */
  get unreserved(): number {
    return this.#unreserved;
  }

  /** Counts an invocation. @returns takes it out of the count, once it is over */
  enter(record: FunctionRecord, share: Share): () => void {
    const counts = this.#counts.get(record) ?? { ...NONE };
    this.#counts.set(record, counts);
    const kind = share === 'ahead' ? 'ahead' : 'onDemand';
    const shared = share === 'unreserved' ? 1 : 0;
    counts[kind] += 1;
    this.#unreserved += shared;
    return () => {
      counts[kind] -= 1;
      this.#unreserved -= shared;
    };
  }
}
