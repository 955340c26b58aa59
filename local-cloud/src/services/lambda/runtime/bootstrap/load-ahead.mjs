import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Loads the packages of code that is still to come. What can't be loaded here is left to the code, which tells of it.
 *
 * @param {[file: string, specifier: string][]} ahead what a file below the task root imports; where that is a list of
 *   functions, it says in `ahead` which of them load what is imported at once
 * @param {string} taskRoot a folder of this machine
 */
export function loadAhead(ahead, taskRoot) {
  for (const [file, specifier] of ahead) {
    attempt(() => {
      const loaded = createRequire(path.join(taskRoot, file))(specifier);
      if (Array.isArray(loaded)) {
        const { ahead: indexes = [] } = /** @type {{ ahead?: number[] }} */ (loaded);
        for (const index of indexes) attempt(loaded[index]);
      }
    });
  }
}

/** @param {() => void} load */
function attempt(load) {
  try {
    load();
  } catch {
    // The code meets the same error.
  }
}
