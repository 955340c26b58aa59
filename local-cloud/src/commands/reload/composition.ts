import path from 'node:path';
import { type FolderWatch, watchFolder } from '../../services/lambda/code/watch-folder.ts';
import { composeFile, textOf } from '../tool/configuration-files.ts';

/** The file that says which services a project has. */
export class Composition {
  readonly #file: string | undefined;
  #text: string;
  #watch: Promise<FolderWatch> | undefined;

  /** @param root the project's folder */
  constructor(root: string) {
    this.#file = composeFile(root);
    this.#text = this.#file === undefined ? '' : textOf(this.#file);
  }

  /** Calls back when the file may have changed. */
  watch(onChange: (files: ReadonlySet<string>) => void): void {
    const file = this.#file;
    if (file === undefined) return;
    // The folder alone: whoever saves may put another file in its place.
    const ignores = (name: string) => name !== path.basename(file);
    this.#watch = watchFolder(path.dirname(file), () => onChange(new Set([file])), ignores);
  }

  /** Whether it is among these files, and another than it was; from here on it is what it is now. */
  hasChanged(files: ReadonlySet<string>): boolean {
    if (this.#file === undefined || !files.has(this.#file)) return false;
    const before = this.#text;
    this.#text = textOf(this.#file);
    return this.#text !== before;
  }

  async close(): Promise<void> {
    (await this.#watch)?.close();
  }
}
