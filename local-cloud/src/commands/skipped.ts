import type { SkipEvent } from '../index.ts';

/** What stacks were made without, as lines: one for everything of a kind. */
export class Skipped {
  readonly #lines = new Map<string, Set<string>>();

  add({ type, logicalId, part, reason, fault }: SkipEvent): void {
    const what = part === undefined ? type : `${part} of ${type}`;
    const why = fault ?? (reason === undefined ? undefined : `local-cloud lacks ${reason}`);
    const key = `skipped ${what} (IDS)${why === undefined ? '' : `: ${why}`}`;
    const ids = this.#lines.get(key) ?? new Set();
    this.#lines.set(key, ids.add(logicalId));
  }

  lines(): string[] {
    return [...this.#lines].map(([line, ids]) => line.replace('IDS', [...ids].join(', ')));
  }
}
