import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type FolderWatch, watchFolder } from '../../services/lambda/code/watch-folder.ts';

/** What tools write, and what is installed: no source, unless a source is known to be there. */
const NOT_SOURCE = /^(node_modules|coverage|dist|build|out|cdk\.out|\.(?!env).*)$/;
/** A save is several events: this long after the last of them all is there, in ms. */
const SETTLED = 4;
/** Where a file is empty, whoever saves it has only begun, most likely; in ms. */
const BEGUN = 40;

/** Watches the folders of a project, and tells which files changed: once for what is saved together. */
export class FileWatch {
  readonly #watches = new Map<string, Promise<FolderWatch>>();
  readonly #onEvent: (file: string) => void;
  readonly #onFiles: (files: ReadonlySet<string>) => void;
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #sources = new Set<string>();

  /**
   * @param onEvent called at once, as often as the system tells
   * @param onFiles called with absolute paths once all is written
   */
  constructor(onEvent: (file: string) => void, onFiles: (files: ReadonlySet<string>) => void) {
    this.#onEvent = onEvent;
    this.#onFiles = onFiles;
  }

  /**
   * Watches these folders and no others, with all below them.
   *
   * @param sources files whose folders are watched whatever their names
   */
  async watch(folders: Iterable<string>, sources: Iterable<string>): Promise<void> {
    this.#sources = new Set(sources);
    const wanted = outermost(folders);
    const known = this.#foldersOfSources(wanted);
    const keyOf = (folder: string) => JSON.stringify([folder, [...known].sort()]);
    const keys = new Set(wanted.map(keyOf));
    for (const [key, watch] of this.#watches) {
      if (keys.has(key)) continue;
      this.#watches.delete(key);
      void watch.then((open) => open.close());
    }
    for (const folder of wanted) {
      if (this.#watches.has(keyOf(folder))) continue;
      const ignores = (name: string) => NOT_SOURCE.test(name) && !known.has(name);
      this.#watches.set(
        keyOf(folder),
        watchFolder(folder, (file) => this.#event(file), ignores),
      );
    }
    await Promise.all(this.#watches.values());
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watch of this.#watches.values()) void watch.then((open) => open.close());
    this.#watches.clear();
  }

  /** Names that would be ignored, were there no sources below them. */
  #foldersOfSources(roots: readonly string[]): Set<string> {
    const names = new Set<string>();
    for (const source of this.#sources) {
      const root = roots.find((folder) => isBelow(source, folder));
      if (root === undefined) continue;
      for (const part of path.relative(root, source).split(path.sep))
        if (NOT_SOURCE.test(part)) names.add(part);
    }
    return names;
  }

  #event(file: string): void {
    this.#changed.add(file);
    this.#onEvent(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#settle(), SETTLED);
  }

  async #settle(): Promise<void> {
    const files = this.#changed;
    this.#changed = new Set();
    const sizes = await Promise.all([...files].map((file) => stat(file).catch(() => undefined)));
    const begun = sizes.some((stats) => stats?.isFile() && stats.size === 0);
    if (begun) await new Promise((resolve) => setTimeout(resolve, BEGUN));
    this.#onFiles(files);
  }
}

export const isBelow = (file: string, folder: string): boolean => file.startsWith(folder + path.sep);

/** Without those that lie in another. */
function outermost(folders: Iterable<string>): string[] {
  const all = [...new Set(folders)];
  return all.filter((folder) => !all.some((other) => other !== folder && isBelow(folder, other)));
}
