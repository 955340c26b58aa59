import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new folder for temporary files, by its real path: macOS reaches its own through a link, which a child process does not see. */
export const temporaryFolder = (prefix: string): string =>
  realpathSync(mkdtempSync(path.join(tmpdir(), prefix)));

/** Removes a folder, where there is one. Windows lets go of what a process had open only a moment after that has ended. */
export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** The variables that lead a program to a folder for its temporary files, on every system. */
export const temporaryVariables = (folder: string) => ({ TMPDIR: folder, TEMP: folder, TMP: folder });

/** The variables of a user's home folder, on every system. */
export const homeVariables = (folder: string) => ({ HOME: folder, USERPROFILE: folder });
