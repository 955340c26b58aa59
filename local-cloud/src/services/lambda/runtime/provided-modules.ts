import { mkdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Lets ES modules find the packages that Lambda provides. NODE_PATH does that for CommonJS only; `import`
 * walks up the folders, so a link named node_modules above the task roots is what it finds after a function's
 * own packages.
 * @param folder the parent of task roots; a folder of local-cloud's own, never a user's
 * @param nodeModulesDir where the provided packages are
 */
export async function provideModules(folder: string, nodeModulesDir: string): Promise<void> {
  const link = path.join(folder, 'node_modules');
  if ((await readlink(link).catch(() => undefined)) === nodeModulesDir) return;
  await mkdir(folder, { recursive: true });
  await rm(link, { force: true });
  await symlink(nodeModulesDir, link, 'junction');
}
