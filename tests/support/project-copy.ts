import { cpSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './folders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOT_COPIED = new Set([
  ...['node_modules', '.git', '.serverless', '.esbuild', '.build', '.local-cloud'],
  ...['dist', 'coverage'],
]);

/** A copy of the project for a test that changes it, with the same installed packages. */
export function copyProject(): { root: string; remove(): void } {
  const copy = temporaryFolder('project-');
  cpSync(root, copy, { recursive: true, filter: (source) => !NOT_COPIED.has(path.basename(source)) });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  return { root: copy, remove: () => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }) };
}
