import type { BuildError } from '../tool/tool-message.ts';

/** An error, and the text of the line it is in. */
export interface LocatedError extends BuildError {
  readonly source: string;
}

/**
 * Errors that code has which was taken all the same. Lines move and change, so an error is one that is known by its file and
 * message, each as often as it was there; of several, by its line.
 */
export class KnownErrors {
  /** The lines, by file and message. */
  readonly #lines = new Map<string, string[]>();

  add({ file, text, source }: LocatedError): void {
    const key = JSON.stringify([file, text]);
    this.#lines.set(key, [...(this.#lines.get(key) ?? []), source]);
  }

  /** Takes all errors there are now: what is known and gone is known no more. @returns those that are new */
  renew(errors: readonly LocatedError[]): LocatedError[] {
    const left = new Map([...this.#lines].map(([key, lines]) => [key, [...lines]]));
    this.#lines.clear();
    const take = (error: LocatedError, isIt: (line: string) => boolean): boolean => {
      const lines = left.get(JSON.stringify([error.file, error.text])) ?? [];
      const at = lines.findIndex(isIt);
      if (at === -1) return false;
      lines.splice(at, 1);
      this.add(error);
      return true;
    };
    return errors
      .filter((error) => !take(error, (line) => line === error.source))
      .filter((error) => !take(error, () => true));
  }
}
