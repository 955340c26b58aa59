import { type FolderWatch, watchFolder } from '../services/lambda/code/watch-folder.ts';

/** What tools write into a service's folder, and what is installed there. */
const NOT_SOURCE = /^(\..*|node_modules|dist|build|coverage)$/;
/** An editor that saves, or a checkout, changes more than one thing: this long after the last of them, in ms. */
const SETTLED = 100;

/** Resolves once something in one of the folders has changed; never, once the signal is aborted. */
export async function untilChanged(folders: Iterable<string>, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let watches: FolderWatch[] = [];
  try {
    await new Promise<void>((resolve) => {
      const changed = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, SETTLED);
      };
      signal.addEventListener('abort', () => resolve(), { once: true });
      const started = [...new Set(folders)].map((folder) =>
        watchFolder(folder, changed, (name) => NOT_SOURCE.test(name)),
      );
      void Promise.all(started).then((all) => {
        watches = all;
      });
    });
  } finally {
    clearTimeout(timer);
    for (const watch of watches) watch.close();
  }
}
