import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeLink } from '../../../core/files.ts';
import { invalidParameter } from '../errors.ts';
import { isZipDamage, readZip, type ZipEntry, ZipError } from './zip.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_UNZIPPED_BYTES = 262_144_000;

const TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** Files written at once: enough to keep the thread pool busy. */
const PARALLEL = 16;

/**
 * Unzips into a folder, which is made. Mode bits and symbolic links are kept; nothing lands outside the folder.
 *
 * @throws AwsError InvalidParameterValueException for a zip that Lambda would not take
 */
export async function extract(zip: Buffer, folder: string): Promise<void> {
  try {
    const entries = readZip(zip);
    if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_UNZIPPED_BYTES) {
      throw invalidParameter(`Unzipped size must be smaller than ${MAX_UNZIPPED_BYTES} bytes`);
    }
    await writeAll(entries, folder);
  } catch (error) {
    if (!isZipDamage(error)) throw error;
    throw invalidParameter(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
}

async function writeAll(entries: readonly ZipEntry[], folder: string): Promise<void> {
  const folders = new Set([folder]);
  const files: [ZipEntry, string][] = [];
  const links: [ZipEntry, string][] = [];
  for (const entry of entries) {
    const target = inside(folder, entry.name);
    const isFolder = entry.name.endsWith('/');
    folders.add(isFolder ? target : path.dirname(target));
    if (isFolder) continue;
    ((entry.mode & TYPE_MASK) === SYMBOLIC_LINK ? links : files).push([entry, target]);
  }
  for (const each of folders) await mkdir(each, { recursive: true });
  const queue = files.values();
  await Promise.all(Array.from({ length: PARALLEL }, () => writeFiles(queue)));
  // Links come last, so that no file can be written through one.
  for (const [entry, target] of links) await link(entry, target, folder);
}

async function writeFiles(queue: Iterable<[ZipEntry, string]>): Promise<void> {
  for (const [entry, target] of queue) {
    await writeFile(target, await entry.content());
    const permissions = entry.mode & 0o777;
    // Code stays readable whatever the zip says, as on AWS it is not the owner who runs it.
    if (permissions) await chmod(target, permissions | 0o600);
  }
}

async function link(entry: ZipEntry, target: string, folder: string): Promise<void> {
  const to = (await entry.content()).toString('utf8');
  inside(folder, path.relative(folder, path.resolve(path.dirname(target), to)));
  // What a copy lacks is being the same file, which code here does not change.
  await makeLink(to, target);
}

/** @throws ZipError for a name that leads out of the folder */
function inside(folder: string, name: string): string {
  const target = path.resolve(folder, name);
  if (target !== folder && !target.startsWith(folder + path.sep))
    throw new ZipError(`"${name}" leads outside.`);
  return target;
}
