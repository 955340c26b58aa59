import { createHash } from 'node:crypto';
import { link, mkdir, readdir, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hex } from '../../../core/ids.ts';
import type { Scope } from '../function-name.ts';
import type { CodePackage } from '../types.ts';
import { codePackages, DOWNLOAD_PATH } from './code-packages.ts';

/** Content by path relative to the package's folder, with `/`; undefined takes a file away. */
export type CodeChanges = ReadonlyMap<string, Uint8Array | undefined>;

/**
 * A code package with some files changed, in a folder of its own: what runs in the old one goes on undisturbed. Files that
 * stay are the same ones, by hard links. There is no zip of it until somebody asks for one.
 */
export async function deriveCode(
  code: CodePackage,
  changes: CodeChanges,
  scope: Scope,
): Promise<CodePackage> {
  const { folder, derived } = codePackages(scope);
  const root = path.join(folder, hex(32));
  const size = await copyLinked(code.root, root, changes);
  for (const [name, content] of changes) {
    if (content === undefined) continue;
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const digest = createHash('sha256').update(code.sha256);
  for (const [name, content] of changes) digest.update(`\n${name}\n`).update(content ?? '-');
  const id = hex(32);
  derived.set(id, root);
  return {
    sha256: digest.digest('base64'),
    size: [...changes.values()].reduce((sum, content) => sum + (content?.length ?? 0), size),
    root,
    location: `${scope.cloud.endpoint}${DOWNLOAD_PATH}${id}`,
    mounted: false,
    deployed: code.deployed ?? code,
  };
}

/** Takes away a package that nothing runs any more. */
export async function dropDerived({ root, location }: CodePackage, scope: Scope): Promise<void> {
  const { derived } = codePackages(scope);
  if (!derived.delete(path.posix.basename(location))) return;
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
}

/** @returns bytes of the files that stay */
async function copyLinked(from: string, to: string, changes: CodeChanges, prefix = ''): Promise<number> {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
      const name = prefix + entry.name;
      if (entry.isDirectory()) return copyLinked(source, target, changes, `${name}/`);
      if (changes.has(name)) return 0;
      if (entry.isSymbolicLink()) {
        await symlink(await readlink(source), target);
        return 0;
      }
      await link(source, target);
      return (await stat(target)).size;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
