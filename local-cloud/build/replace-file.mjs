import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** How long a file that is held is tried again for, in ms. */
const PATIENCE = 2000;

/**
 * Writes a file that others may read, and write, at the same time: it is the old one or the new one, never a part. Windows
 * does not let go of one that a scanner, or a process that starts, is just reading.
 *
 * @param {string} file
 * @param {Uint8Array} contents
 */
export async function replaceFile(file, contents) {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, contents);
  const since = performance.now();
  for (let wait = 10; ; wait *= 2) {
    try {
      return await rename(unfinished, file);
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
      const isHeld = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
      if (isHeld && performance.now() - since < PATIENCE) {
        await setTimeout(wait);
        continue;
      }
      await rm(unfinished, { force: true });
      // Another process has written the same.
      if (isHeld && (await readFile(file).catch(() => undefined))?.equals(contents)) return;
      throw error;
    }
  }
}
