import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Cloud } from '../../../core/cloud.ts';
import { moveInto } from '../../../core/files.ts';
import { hex } from '../../../core/ids.ts';
import type { CodePackage } from '../types.ts';
import { codePackages, DOWNLOAD_PATH, mountedAt, packageOf } from './code-packages.ts';
import { extract } from './extract.ts';

/** Code as records name it: by its content, by the folder that is mounted, or by one that was derived and has no zip. */
export interface PackedCode {
  readonly sha256: string;
  readonly size: number;
  readonly mounted?: string;
  readonly derived?: string;
}

export function packedCode({ sha256, size, mounted, root }: CodePackage): PackedCode {
  if (mounted) return { sha256, size, mounted: root };
  const name = path.basename(root);
  return { sha256, size, derived: name === nameOf(sha256) ? undefined : name };
}

const nameOf = (sha256: string): string => Buffer.from(sha256, 'base64').toString('hex');

/** The code that a record names; `restoreCode` sees to it that it is unzipped. */
export function keptCode({ sha256, size, mounted, derived }: PackedCode, cloud: Cloud): CodePackage {
  if (mounted !== undefined) return mountedAt(mounted);
  const { bySha256, kept } = codePackages({ cloud, region: '' });
  const name = derived ?? nameOf(sha256);
  const known = kept.get(name);
  if (known) return known;
  const code =
    derived === undefined ? packageOf(sha256, size, cloud) : derivedIn(derived, { sha256, size }, cloud);
  kept.set(name, code);
  if (derived === undefined) bySha256.set(sha256, Promise.resolve(code));
  return code;
}

function derivedIn(name: string, facts: { sha256: string; size: number }, cloud: Cloud): CodePackage {
  const { folder, derived } = codePackages({ cloud, region: '' });
  const [root, id] = [path.join(folder, name), hex(32)];
  derived.set(id, root);
  return { ...facts, root, location: `${cloud.endpoint}${DOWNLOAD_PATH}${id}`, mounted: false };
}

/**
 * Makes the code of all records ready to run, and removes what no record names.
 *
 * @throws Error for a zip that is gone
 */
export async function restoreCode(cloud: Cloud): Promise<void> {
  const { folder, kept } = codePackages({ cloud, region: '' });
  const there = new Set(await readdir(folder).catch(() => []));
  for (const [name, { root }] of kept) {
    const hasZip = there.delete(`${name}.zip`);
    if (there.delete(name) || !hasZip) continue;
    const unfinished = `${root}.${hex(8)}`;
    await extract(await readFile(`${root}.zip`), unfinished);
    await moveInto(root, unfinished);
  }
  for (const name of there) await rm(path.join(folder, name), { recursive: true, force: true });
}
