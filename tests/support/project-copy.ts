import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOT_COPIED = new Set([
  ...['node_modules', '.git', '.serverless', '.esbuild', '.build', '.local-cloud'],
  ...['dist', 'coverage'],
]);

/** A copy of the project for a test that changes it, with the same installed packages. */
export function copyProject(): { root: string; remove(): void } {
  const copy = mkdtempSync(path.join(tmpdir(), 'project-'));
  cpSync(root, copy, { recursive: true, filter: (source) => !NOT_COPIED.has(path.basename(source)) });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return { root: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
