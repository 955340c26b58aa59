import { OrderedMap } from './ordered-map.ts';
import type { Space, Store, Write } from './store.ts';

/** A space as it is in memory, which is where every read goes. */
export class MemorySpace extends OrderedMap<string> implements Space {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** A store that ends with its process. */
export class MemoryStore implements Store {
  readonly #spaces = new Map<string, MemorySpace>();

  space(name: string): MemorySpace {
    const found = this.#spaces.get(name);
    if (found) return found;
    const made = new MemorySpace(name);
    this.#spaces.set(name, made);
    return made;
  }

  spaces(prefix: string): string[] {
    return [...this.#spaces.values()]
      .filter((space) => space.name.startsWith(prefix) && space.size > 0)
      .map(({ name }) => name);
  }

  write(batch: readonly Write[]): void {
    for (const { space, key, value } of batch) {
      // Every space of this store was made above.
      const target = space as MemorySpace;
      if (value === undefined) target.delete(key);
      else target.set(key, value);
    }
  }

  drop(space: Space): void {
    // Whoever still walks the space finds it empty.
    (space as MemorySpace).clear();
    this.#spaces.delete(space.name);
  }

  async close(): Promise<void> {
    this.#spaces.clear();
  }
}
