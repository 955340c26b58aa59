import type { Cloud } from '../../core/cloud.ts';
import { holdFunctions } from '../../services/lambda/reload.ts';
import type { ServiceReload } from './service-reload.ts';

/** Services whose functions start nothing while their new code is made. */
export class HeldFunctions {
  readonly #cloud: Cloud;
  /** By service: lets its invocations go on. */
  readonly #releases = new Map<ServiceReload, () => void>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  hold(reload: ServiceReload): void {
    if (this.#releases.has(reload)) return;
    this.#releases.set(reload, holdFunctions(this.#cloud, reload.functions));
  }

  /** Lets go of a service, unless one of the files asks for new code of it. */
  release(reload: ServiceReload, files: ReadonlySet<string>): void {
    if ([...files].some((file) => reload.effectOf(file) === 'code')) return;
    this.#releases.get(reload)?.();
    this.#releases.delete(reload);
  }

  releaseAll(files: ReadonlySet<string> = new Set()): void {
    for (const reload of [...this.#releases.keys()]) this.release(reload, files);
  }
}
