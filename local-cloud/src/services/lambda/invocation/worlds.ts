import { defineStore, type StoreScope } from '../../../core/store.ts';
import { lambdaFolder } from '../code/code-packages.ts';
import type { World } from '../runtime/index.ts';

/** The worlds of a cloud: one for every Node.js and set of provided packages. */
export class Worlds {
  readonly #made = new Map<string, Promise<World>>();
  readonly #scope: StoreScope;

  constructor(scope: StoreScope) {
    this.#scope = scope;
  }

  of(node: string, nodeModulesDir: string): Promise<World> {
    const key = JSON.stringify([node, nodeModulesDir]);
    const world = this.#made.get(key) ?? this.#open(node, nodeModulesDir);
    this.#made.set(key, world);
    return world;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#made.values()].map(async (world) => (await world).close()));
  }

  async #open(node: string, nodeModulesDir: string): Promise<World> {
    const { openWorld } = await import('../runtime/index.ts');
    return openWorld(await lambdaFolder(this.#scope, 'worlds'), node, nodeModulesDir);
  }
}

export const worlds = defineStore(
  'lambda-worlds',
  (scope) => {
    const made = new Worlds(scope);
    scope.cloud.onClose(() => made.close());
    return made;
  },
  { scope: 'global' },
);
