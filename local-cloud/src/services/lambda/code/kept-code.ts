import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AwsError } from '../../../core/aws-error.ts';
import type { Cloud } from '../../../core/cloud.ts';
import { errorCode } from '../../../core/error-code.ts';
import { ZIP_FILE } from '../../../core/files.ts';
import { serviceFailure } from '../errors.ts';

import type { CodePackage, Scope } from '../types.ts';

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

/** The code that a record names; it is unzipped by `restoreCode`, or when `readyCode` is first asked for it. */
export function keptCode({ sha256, size, mounted }: PackedCode, cloud: Cloud): CodePackage {
  if (mounted !== undefined) return mountedAt(mounted);
  const { kept } = codePackages({ cloud, region: '' });
  const known = kept.get(sha256) ?? packageOf(sha256, size, cloud);
  kept.set(sha256, known);
  return known;
}

/**
 * Unzips the code that will be asked for, and removes zips that no record names. The operator is told of what can't be
 * used: whatever needs it fails, until the same is deployed again.
 *
 * @param wanted of the code of all records, what is to be ready when the cloud is
 */
export async function restoreCode(cloud: Cloud, wanted: Iterable<CodePackage>): Promise<void> {
  const scope = { cloud, region: '' };
  const { zips, kept } = codePackages(scope);
  const names = await readdir(zips).catch(() => []);
  const there = new Set(names.filter((name) => ZIP_FILE.test(name)));
  const ready = [...new Set(wanted)].map((code) =>
    readyCode(code, scope).catch((error: Error) => void cloud.events.emit('notice', error.message)),
  );
  await Promise.all(ready);
  for (const code of kept.values()) there.delete(zipName(code));
  for (const name of there) await rm(path.join(zips, name), { force: true });
}

/**
 * Sees to it that code is unzipped: what nobody asks for, such as old versions, need not be.
 *
 * @throws AwsError ServiceException for a zip that is gone, or damaged
 */
export function readyCode(code: CodePackage, scope: Pick<Scope, 'cloud' | 'region'>): Promise<void> {
  const { kept, unzipped } = codePackages(scope);
  // What was deployed since the start was unzipped then, and what was derived has a folder of its own.
  if (kept.get(code.sha256)?.root !== code.root) return Promise.resolve();
  const known = unzipped.get(code.root);
  if (known) return known;
  const made = unzipKept(code, scope);
  unzipped.set(code.root, made);
  made.catch(() => unzipped.delete(code.root));
  return made;
}

async function unzipKept(code: CodePackage, scope: Pick<Scope, 'cloud' | 'region'>): Promise<void> {
  const { zips } = codePackages(scope);
  const zip = path.join(zips, zipName(code));
  try {
    await unzip(await readFile(zip), code);
  } catch (error) {
    const reason = error instanceof AwsError ? 'damaged' : (errorCode(error) ?? String(error));
    throw serviceFailure(
      `${zip}, which has a function's code, can't be used (${reason}). Deploy that code again, or begin anew: local-cloud reset.`,
      error,
    );
  }
}
