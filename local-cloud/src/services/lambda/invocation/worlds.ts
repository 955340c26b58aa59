import { defineStore, type StoreScope } from '../../../core/store.ts';
import { lambdaFolder } from '../code/code-packages.ts';
import { providedModules } from '../code/provided-modules.ts';
import type { World } from '../runtime/index.ts';
import type { Scope } from '../types.ts';
import { nodeFor } from './node-for.ts';

/** The worlds of a cloud: one for every Node.js and set of provided packages. */
export class Worlds {
  readonly #made = new Map<string, Promise<World>>();
  readonly #scope: StoreScope;
  readonly #preparing = new Set<Promise<unknown>>();
  #told = false;

  constructor(scope: StoreScope) {
    this.#scope = scope;
  }

  of(node: string, nodeModulesDir: string): Promise<World> {
    const key = JSON.stringify([node, nodeModulesDir]);
    const world = this.#made.get(key) ?? this.#open(node, nodeModulesDir);
    this.#made.set(key, world);
    return world;
  }

  prepare(runtime: string, scope: Scope): void {
    const prepared = Promise.all([nodeFor(runtime, scope), providedModules(runtime, scope)])
      .then(([node, folder]) => this.of(node.executable, folder))
      .catch(() => {
        // The invocation that needs it meets the error, too, and tells it.
      });
    this.#preparing.add(prepared);
    void prepared.then(() => this.#preparing.delete(prepared));
  }

  async close(): Promise<void> {
    await Promise.all(this.#preparing);
    await Promise.all([...this.#made.values()].map(async (world) => (await world).close()));
  }

  async #open(node: string, nodeModulesDir: string): Promise<World> {
    const { openWorld } = await import('../runtime/index.ts');
    const world = await openWorld(await lambdaFolder(this.#scope, 'worlds'), node, nodeModulesDir);
    if (world.reason !== undefined && !this.#told)
      this.#scope.cloud.events.emit('notice', notice(world.reason));
    this.#told ||= world.reason !== undefined;
    return world;
  }
}

const notice = (reason: string): string =>
  `Functions find /var/task, /opt and /tmp by a mapping of paths, as this machine has no namespaces for them (${reason}): ` +
  'programs they start see other paths, /tmp has no size, and what they read is not limited. See docs/lambda-world.md.';

/** Begins to make a world before it is needed: what is deployed will be invoked. */
export const prepareWorld = (runtime: string, scope: Scope): void => worlds(scope).prepare(runtime, scope);

export const worlds = defineStore(
  'lambda-worlds',
  (scope) => {
    const made = new Worlds(scope);
    scope.cloud.onClose(() => made.close());
    return made;
  },
  { scope: 'global' },
);
