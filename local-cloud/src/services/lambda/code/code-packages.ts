import { createHash } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionCode } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/aws-error.ts';
import type { Cloud } from '../../../core/cloud.ts';
import { moveInto } from '../../../core/files.ts';
import { hex } from '../../../core/ids.ts';
import { defineStore } from '../../../core/store.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { invalidParameter, requestTooLarge } from '../errors.ts';
import type { CodePackage, Scope } from '../types.ts';
import { extract } from './extract.ts';

/** The bucket that stands for "mount S3Key, an absolute folder, as the code", as on LocalStack. */
const MOUNT_BUCKET = 'hot-reload';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ZIP_BYTES = 52_428_800;

/** Path below the main port where the zips of functions and layers can be had, with an id nobody can guess. */
export const DOWNLOAD_PATH = '/_aws/lambda/code/';

/** What was unzipped, by SHA-256, and where its zip lies, by download id. Shared by all regions: content is content. */
export const codePackages = defineStore(
  'lambda-code',
  ({ cloud }) => {
    const folder = path.join(cloud.scratchDir, 'lambda', 'code');
    return {
      folder,
      /** Where the zips are, which is where they are kept: unzipped code is in nobody's way in the scratch space. */
      zips: path.join(cloud.filesDir, 'lambda', 'code'),
      bySha256: new Map<string, Promise<CodePackage>>(),
      archives: new Map<string, string>(),
      /** Folders of packages that were derived from others, by download id. */
      derived: new Map<string, string>(),
      /** What records named when the cloud started, by SHA-256. */
      kept: new Map<string, CodePackage>(),
      /** Those of them that are unzipped, or about to be, by folder. */
      unzipped: new Map<string, Promise<void>>(),
    };
  },
  { scope: 'global' },
);

/**
 * Gets a function's or layer's code from where a request says, unzipped once for each content.
 *
 * @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException (413)
 */
export async function loadCode(input: FunctionCode, context: OperationContext): Promise<CodePackage> {
  if (input.ZipFile !== undefined) {
    const zip = Buffer.from(input.ZipFile);
    if (zip.length > MAX_ZIP_BYTES)
      throw requestTooLarge(`Zipped size must be smaller than ${MAX_ZIP_BYTES} bytes`);
    return addZip(zip, context);
  }
  if (input.S3Bucket === MOUNT_BUCKET && input.S3Key !== undefined) return mount(input.S3Key);
  if (input.S3Bucket === undefined || input.S3Key === undefined) {
    throw invalidParameter('Please provide a source for function code.');
  }
  return addZip(await fromS3(input.S3Bucket, input.S3Key, input.S3ObjectVersion, context), context);
}

async function fromS3(
  Bucket: string,
  Key: string,
  VersionId: string | undefined,
  context: OperationContext,
): Promise<Buffer> {
  const { readObject } = await import('../../s3/read-object.ts');
  try {
    return await readObject({ Bucket, Key, VersionId }, context);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}

function addZip(zip: Buffer, scope: Scope): Promise<CodePackage> {
  const { bySha256 } = codePackages(scope);
  const digest = createHash('sha256').update(zip).digest();
  const sha256 = digest.toString('base64');
  const known = bySha256.get(sha256);
  if (known) return known;
  const added = unpack(zip, digest, scope);
  bySha256.set(sha256, added);
  added.catch(() => bySha256.delete(sha256));
  return added;
}

async function unpack(zip: Buffer, digest: Buffer, scope: Scope): Promise<CodePackage> {
  const code = packageOf(digest.toString('base64'), zip.length, scope.cloud);
  await unzip(zip, code);
  const { zips, unzipped } = codePackages(scope);
  // Records from before the start may name it, and have missed it.
  unzipped.set(code.root, Promise.resolve());
  await mkdir(zips, { recursive: true });
  const file = path.join(zips, zipName(code));
  const unfinished = `${file}.${hex(8)}`;
  // On the disk before a record names it: without it, the next start would come to nothing.
  await writeFile(unfinished, zip, { flush: scope.cloud.records.isKept });
  await moveInto(file, unfinished);
  return code;
}

export async function unzip(zip: Buffer, { root }: CodePackage): Promise<void> {
  const unfinished = `${root}.${hex(8)}`;
  try {
    await extract(zip, unfinished);
    await moveInto(root, unfinished);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

export const zipName = ({ sha256 }: Pick<CodePackage, 'sha256'>): string =>
  `${Buffer.from(sha256, 'base64').toString('hex')}.zip`;

/** The package of a zip, wherever that is. */
export function packageOf(sha256: string, size: number, cloud: Cloud): CodePackage {
  const { folder, zips, archives } = codePackages({ cloud, region: '' });
  const name = zipName({ sha256 });
  const id = hex(32);
  archives.set(id, path.join(zips, name));
  const root = path.join(folder, path.basename(name, '.zip'));
  return { sha256, size, root, location: `${cloud.endpoint}${DOWNLOAD_PATH}${id}`, mounted: false };
}

async function mount(folder: string): Promise<CodePackage> {
  const isFolder = path.isAbsolute(folder) && (await stat(folder).catch(() => undefined))?.isDirectory();
  if (!isFolder) {
    throw invalidParameter(
      `To mount code, S3Key must be the absolute path of a folder on this machine: ${folder}`,
    );
  }
  return mountedAt(folder);
}

export const mountedAt = (folder: string): CodePackage => ({
  sha256: createHash('sha256').update(folder).digest('base64'),
  size: 0,
  root: path.resolve(folder),
  location: pathToFileURL(folder).href,
  mounted: true,
});

/** A folder of Lambda's own in the cloud's scratch space. */
export async function lambdaFolder(scope: Pick<Scope, 'cloud'>, ...names: string[]): Promise<string> {
  const folder = path.join(scope.cloud.scratchDir, 'lambda', ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}
