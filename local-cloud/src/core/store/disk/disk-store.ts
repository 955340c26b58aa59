import { truncateSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type MemorySpace, MemoryStore } from '../memory-store.ts';
import type { Space, Store, Write } from '../store.ts';
import { examine } from './damage.ts';
import { fileIn, filesOf, StoreError, type StoreFile } from './directory.ts';
import { lockFolder } from './folder-lock.ts';
import { readFrames } from './frames.ts';
import { LogFile } from './log-file.ts';
import { type BatchReader, readBatch } from './record.ts';
import { writeSnapshot } from './snapshot.ts';

/** A log grows to this, or to what the last snapshot had, before it is replaced by a snapshot. */
const LEAST_LOG_BYTES = 64 * 1024 * 1024;

/** Every start begins a log; after so many they are replaced, too. */
const MOST_FILES = 8;

export interface DiskStoreOptions {
  /** Bytes of log after which a snapshot is made; default 64 MB. */
  readonly snapshotAfter?: number;
  /** How often the folder's lock gives a sign of life, in ms; default 15 s. */
  readonly signEvery?: number;
}

/**
 * A store in a folder: all of it in memory, where it is read, and every batch of writes in a log before it is done. The log
 * is replaced by a snapshot from time to time.
 */
export class DiskStore implements Store {
  readonly #folder: string;
  readonly #memory = new MemoryStore();
  readonly #unlock: () => void;
  readonly #least: number;
  #number: number;
  #log!: LogFile;
  #snapshotBytes = 0;
  #snapshot: Promise<void> | undefined;
  #closed = false;
  /** Somebody else has the folder by now. */
  #lost: StoreError | undefined;

  private constructor(
    folder: string,
    unlock: () => void,
    number: number,
    { snapshotAfter = LEAST_LOG_BYTES }: DiskStoreOptions,
  ) {
    this.#folder = folder;
    this.#unlock = unlock;
    this.#least = snapshotAfter;
    this.#number = number;
  }

  /**
   * Opens the store in a folder, which is made where there is none.
   *
   * @throws StoreError where another process has it, or where what it has is damaged other than by its process's end
   */
  static async open(folder: string, options: DiskStoreOptions = {}): Promise<DiskStore> {
    try {
      await mkdir(folder, { recursive: true });
      let store: DiskStore | undefined;
      let lost: StoreError | undefined;
      const onLost = (error: StoreError) => {
        lost = error;
        if (store) store.#lost = error;
      };
      const unlock = await lockFolder(folder, { onLost, signEvery: options.signEvery });
      try {
        store = await DiskStore.#openLocked(folder, unlock, options);
        store.#lost = lost;
        return store;
      } catch (error) {
        unlock();
        throw error;
      }
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new StoreError(`${folder} can't hold a store: ${detail}`, { cause: error });
    }
  }

  static async #openLocked(
    folder: string,
    unlock: () => void,
    options: DiskStoreOptions,
  ): Promise<DiskStore> {
    const files = await filesOf(folder);
    const last = files.at(-1);
    const store = new DiskStore(folder, unlock, (last?.number ?? 0) + 1, options);
    for (const file of files) await store.#read(file, file === last);
    // Not before: of a start that is killed while it reads, the next must find the same last log, which alone may be torn.
    store.#log = new LogFile(fileIn(folder, store.#number, 'log'));
    if (files.length >= MOST_FILES) store.#startSnapshot();
    return store;
  }

  space(name: string): MemorySpace {
    return this.#memory.space(name);
  }

  spaces(prefix: string): string[] {
    return this.#memory.spaces(prefix);
  }

  write(batch: readonly Write[]): void {
    if (this.#lost) throw this.#lost;
    this.#log.append(batch);
    this.#memory.write(batch);
    this.#considerSnapshot();
  }

  drop(space: Space): void {
    if (this.#lost) throw this.#lost;
    const known = space as MemorySpace;
    this.#log.drop(known);
    this.#memory.drop(known);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#snapshot?.catch(() => undefined);
    this.#log.close();
    this.#unlock();
    await this.#memory.close();
  }

  /** Replaces all files so far by a snapshot. */
  async compact(): Promise<void> {
    if (this.#lost) throw this.#lost;
    const [snapshot, log] = [this.#number + 1, this.#number + 2];
    const next = new LogFile(fileIn(this.#folder, log, 'log'));
    this.#log.close();
    this.#log = next;
    this.#number = log;
    const spaces = this.#memory.spaces('').map((name) => this.#memory.space(name));
    this.#snapshotBytes = await writeSnapshot(spaces, fileIn(this.#folder, snapshot, 'snapshot'));
    await filesOf(this.#folder);
  }

  #considerSnapshot(): void {
    if (this.#snapshot || this.#log.length < Math.max(this.#least, this.#snapshotBytes)) return;
    this.#startSnapshot();
  }

  #startSnapshot(): void {
    // What can't be written now stays in the logs, which tell the same.
    this.#snapshot = this.compact()
      .catch(() => undefined)
      .finally(() => {
        this.#snapshot = undefined;
      });
  }

  async #read(file: StoreFile, isLast: boolean): Promise<void> {
    const spaces = new Map<number, MemorySpace>();
    const of = (id: number) => spaces.get(id)!;
    const reader: BatchReader = {
      name: (id, name) => spaces.set(id, this.#memory.space(name)),
      put: (id, key, value) => of(id).set(key, value),
      delete: (id, key) => of(id).delete(key),
      drop: (id) => of(id).clear(),
    };
    const { sound, size } = await readFrames(file.path, (batch) => readBatch(batch, reader));
    if (file.kind === 'snapshot') this.#snapshotBytes = size;
    if (sound === size) return;
    const { isTorn, batchesAfter } = await examine(file, sound, isLast);
    // The process ended in the middle of its last write, which nobody was told of.
    if (isTorn) return truncateSync(file.path, sound);
    throw new StoreError(
      `The store in ${this.#folder} is damaged: what ${file.path} has from byte ${sound} of ${size} on is not what was written there` +
        `${batchesAfter > 0 ? `, and ${batchesAfter} later writes of it can be read` : ''}. ${
          file.kind === 'log'
            ? `local-cloud repair --data-dir ${this.#folder} goes back to what was before that. `
            : ''
        }Or import an export, or begin anew: local-cloud reset.`,
    );
  }
}
