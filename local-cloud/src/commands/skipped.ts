import type { SkipEvent } from '../index.ts';

/** What stacks were made without, as lines: one for everything of a kind. */
export class Skipped {
  readonly #lines = new Map<string, Set<string>>();

  add({ type, logicalId, part, reason }: SkipEvent): void {
    const what = part === undefined ? type : `${part} of ${type}`;
    const key = `skipped ${what} (IDS)${reason === undefined ? '' : `: local-cloud lacks ${reason}`}`;
    const ids = this.#lines.get(key) ?? new Set();
    this.#lines.set(key, ids.add(logicalId));
  }

  lines(): string[] {
    return [...this.#lines].map(([line, ids]) => line.replace('IDS', [...ids].join(', ')));
  }
}
