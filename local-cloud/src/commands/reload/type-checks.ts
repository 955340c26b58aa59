import type { BuildError } from '../tool/tool-message.ts';
import { TypeCheck } from './type-check.ts';

/** The type checks of a project's services. */
export class TypeChecks {
  readonly #root: string;
  readonly #byFolder = new Map<string, TypeCheck | undefined>();
  /** How many there were of each. */
  readonly #turns = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Calls back with what a save made wrong, unless another save of the service came in the meantime.
   *
   * @param folder of the service
   * @param files that were saved
   */
  async look(
    folder: string,
    files: ReadonlySet<string>,
    onErrors: (errors: readonly BuildError[], isCurrent: () => boolean) => Promise<void>,
  ): Promise<void> {
    if (![...files].some((file) => /\.[cm]?tsx?$/.test(file))) return;
    const turn = (this.#turns.get(folder) ?? 0) + 1;
    this.#turns.set(folder, turn);
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, TypeCheck.of(folder, this.#root));
    const errors = await this.#byFolder.get(folder)?.errorsOf(files);
    if (errors && errors.length > 0) await onErrors(errors, () => this.#turns.get(folder) === turn);
  }

  async close(): Promise<void> {
    this.#turns.clear();
    await Promise.all([...this.#byFolder.values()].map((check) => check?.close()));
  }
}
