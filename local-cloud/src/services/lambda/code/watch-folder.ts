import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Big, or busy for other reasons, and no function's own code. */
const IGNORED = new Set(['node_modules', '.git', '.serverless']);

export interface FolderWatch {
  close(): void;
}

/**
 * Calls back with the path of whatever changes below a folder, until closed. One watch a folder, because Node 20's recursive
 * watch on Linux walks everything, node_modules included.
 *
 * @param ignores names of files and folders, wherever they lie, whose changes don't count
 */
export async function watchFolder(
  root: string,
  onChange: (file: string) => void,
  ignores: (name: string) => boolean = (name) => IGNORED.has(name),
): Promise<FolderWatch> {
  const watches = new Map<string, FSWatcher>();
  let closed = false;

  const forget = (root: string): void => {
    for (const [folder, watcher] of watches) {
      if (folder !== root && !folder.startsWith(root + path.sep)) continue;
      watcher.close();
      watches.delete(folder);
    }
  };

  const add = async (folder: string): Promise<void> => {
    if (closed || watches.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (name !== null && ignores(name)) return;
        onChange(name === null ? folder : path.join(folder, name));
        if (name !== null && event === 'rename') void renew(path.join(folder, name));
      });
      watcher.on('error', () => forget(folder));
      watches.set(folder, watcher);
    } catch {
      return; // Gone again, or not ours to read: there is nothing to watch.
    }
    await addChildren(folder);
  };

  const addChildren = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const folders = entries.filter((entry) => entry.isDirectory() && !ignores(entry.name));
    await Promise.all(folders.map((entry) => add(path.join(folder, entry.name))));
  };

  // Something came, went, or went and came again, which leaves a dead watch behind.
  const renew = async (child: string): Promise<void> => {
    forget(child);
    const stats = await stat(child).catch(() => undefined);
    if (!stats?.isDirectory()) return;
    await add(child);
    // What was written before the watch was there went unnoticed.
    onChange(child);
  };

  await add(root);
  return {
    close() {
      closed = true;
      forget(root);
    },
  };
}
