import { createHash } from 'node:crypto';
import { link, mkdir, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeLink } from '../../../core/files.ts';
import { hex } from '../../../core/ids.ts';
import type { CodePackage, Scope } from '../types.ts';
import { codePackages, DOWNLOAD_PATH } from './code-packages.ts';
import { readyCode } from './kept-code.ts';

/** Content by path relative to the package's folder, with `/`; undefined takes a file away. */
export type CodeChanges = ReadonlyMap<string, Uint8Array | undefined>;

/** A package's files in a folder of their own, where they may be replaced. */
export interface CodeCopy {
  readonly root: string;
  /** Bytes of all files. */
  readonly size: number;
}

/** Copies a package by hard links: what runs in it goes on undisturbed. */
export async function copyCode(code: CodePackage, scope: Scope): Promise<CodeCopy> {
  await readyCode(code, scope);
  const root = path.join(codePackages(scope).folder, hex(32));
  return { root, size: await copyLinked(code.root, root) };
}

/**
 * The package that a copy becomes with some files changed. There is no zip of it until somebody asks for one.
 *
 * @param code what it is a copy of
 */
export async function changeCopy(
  code: CodePackage,
  { root, size: before }: CodeCopy,
  changes: CodeChanges,
  scope: Scope,
): Promise<CodePackage> {
  const digest = createHash('sha256').update(code.sha256);
  let size = before;
  for (const [name, content] of changes) {
    digest.update(`\n${name}\n`).update(content ?? '-');
    const file = path.join(root, name);
    size += (content?.length ?? 0) - ((await stat(file).catch(() => undefined))?.size ?? 0);
    // The file itself is the old package's as well.
    await rm(file, { force: true });
    if (content === undefined) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const id = hex(32);
  codePackages(scope).derived.set(id, root);
  const location = `${scope.cloud.endpoint}${DOWNLOAD_PATH}${id}`;
  const deployed = code.deployed ?? code;
  return { sha256: digest.digest('base64'), size, root, location, mounted: false, deployed };
}

/** Takes away a package that nothing runs any more. */
export async function dropDerived({ root, location }: CodePackage, scope: Scope): Promise<void> {
  const { derived } = codePackages(scope);
  if (!derived.delete(path.posix.basename(location))) return;
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
}

/** @returns bytes of all files */
async function copyLinked(from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
      if (entry.isDirectory()) return copyLinked(source, target);
      if (entry.isSymbolicLink()) {
        await makeLink(await readlink(source), target);
        return 0;
      }
      await link(source, target);
      return (await stat(target)).size;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
