import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Cloud } from '../../../core/cloud.ts';
import { ZIP_FILE } from '../../../core/kept-files.ts';
import { StoreError } from '../../../core/store/disk/directory.ts';
import type { CodePackage } from '../types.ts';
import { codePackages, mountedAt, packageOf, unzip, zipName } from './code-packages.ts';

/** Code as records name it: by its content, or by the folder that is mounted. */
export interface PackedCode {
  readonly sha256: string;
  readonly size: number;
  readonly mounted?: string;
}

/** What was derived from deployed code is not kept: that code runs at the next start, until it is deployed anew. */
export function packedCode({ deployed, ...code }: CodePackage): PackedCode {
  const { sha256, size, mounted, root } = deployed ?? code;
  return { sha256, size, mounted: mounted ? root : undefined };
}

/** The code that a record names; `restoreCode` sees to it that it is unzipped. */
export function keptCode({ sha256, size, mounted }: PackedCode, cloud: Cloud): CodePackage {
  if (mounted !== undefined) return mountedAt(mounted);
  const { bySha256, kept } = codePackages({ cloud, region: '' });
  const known = kept.get(sha256) ?? packageOf(sha256, size, cloud);
  kept.set(sha256, known);
  bySha256.set(sha256, Promise.resolve(known));
  return known;
}

/**
 * Unzips the code of all records, and removes zips that no record names.
 *
 * @throws StoreError for a zip that is gone, or damaged
 */
export async function restoreCode(cloud: Cloud): Promise<void> {
  const { zips, kept } = codePackages({ cloud, region: '' });
  const names = await readdir(zips).catch(() => []);
  const there = new Set(names.filter((name) => ZIP_FILE.test(name)));
  const all = [...kept.values()];
  await Promise.all(all.map((code) => unzipKept(path.join(zips, zipName(code)), code)));
  for (const code of all) there.delete(zipName(code));
  for (const name of there) await rm(path.join(zips, name), { force: true });
}

async function unzipKept(zip: string, code: CodePackage): Promise<void> {
  try {
    await unzip(await readFile(zip), code);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `${zip}, which has a function's code, can't be used: ${reason} Begin anew (local-cloud reset), or choose another folder.`,
      { cause: error },
    );
  }
}
