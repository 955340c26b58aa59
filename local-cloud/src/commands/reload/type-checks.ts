import type { BuildError } from '../tool/tool-message.ts';
import { isBelow } from './file-watch.ts';
import type { LocatedError } from './known-errors.ts';
import { TypeCheck } from './type-check.ts';

const SOURCE = /\.[cm]?tsx?$/;

/** The type checks of a project's services. */
export class TypeChecks {
  readonly #root: string;
  readonly #byFolder = new Map<string, TypeCheck | undefined>();
  /** How many there were of each. */
  readonly #turns = new Map<string, number>();
  #setFree = () => {};
  readonly #free = new Promise<void>((resolve) => {
    this.#setFree = resolve;
  });

  constructor(root: string) {
    this.#root = root;
  }

  /** Says that processors are free, for which a first save would have waited. */
  free(): void {
    this.#setFree();
  }

  /**
   * Looks at services as they were deployed, one after another and once processors are free, so that what was wrong then is not taken for a save's doing.
   *
   * @param services by folder, the files that went into their functions
   */
  begin(services: ReadonlyMap<string, readonly string[]>): void {
    const looked = new Map<string, Promise<readonly LocatedError[] | undefined>>();
    let last: Promise<unknown> = this.#free;
    for (const [folder, sources] of services) {
      if (this.#byFolder.has(folder)) continue;
      const check = TypeCheck.of(folder, this.#root);
      this.#byFolder.set(folder, check);
      const isTyped = sources.some((file) => SOURCE.test(file));
      if (!check || !isTyped) continue;
      const before = looked.get(check.configuration) ?? last.then(() => check.lookBefore());
      looked.set(check.configuration, before);
      last = before;
      check.knowBefore(
        before,
        sources.filter((file) => SOURCE.test(file)),
      );
    }
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
    if (![...files].some((file) => SOURCE.test(file))) return;
    const turn = (this.#turns.get(folder) ?? 0) + 1;
    this.#turns.set(folder, turn);
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, TypeCheck.of(folder, this.#root));
    const found = await this.#byFolder.get(folder)?.errorsOf(files);
    // Services may share a configuration: what is wrong with another is told there.
    const errors = found?.filter(({ file }) => !this.#isOfAnother(file, folder));
    if (errors && errors.length > 0) await onErrors(errors, () => this.#turns.get(folder) === turn);
  }

  #isOfAnother(file: string, folder: string): boolean {
    const owners = [...this.#byFolder.keys()].filter((each) => isBelow(file, each));
    return owners.length > 0 && !owners.includes(folder);
  }

  async close(): Promise<void> {
    this.#turns.clear();
    this.#setFree();
    await Promise.all([...this.#byFolder.values()].map((check) => check?.close()));
  }
}
