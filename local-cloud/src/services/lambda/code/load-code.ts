import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FunctionCode } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/aws-error.ts';
import { moveInto } from '../../../core/files.ts';
import { hex } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { invalidParameter, requestTooLarge } from '../errors.ts';
import type { CodePackage, Scope } from '../types.ts';
import { codePackages, mountedAt, packageOf, unzip, zipName } from './code-packages.ts';
import { readyCode } from './kept-code.ts';

/** The bucket that stands for "mount S3Key, an absolute folder, as the code", as on LocalStack. */
const MOUNT_BUCKET = 'hot-reload';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ZIP_BYTES = 52_428_800;

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
  const { bySha256, kept } = codePackages(scope);
  const sha256 = createHash('sha256').update(zip).digest('base64');
  const known = bySha256.get(sha256);
  if (known) return known;
  const before = kept.get(sha256);
  const added = before
    ? mend(before, zip, scope)
    : unpack(packageOf(sha256, zip.length, scope.cloud), zip, scope);
  bySha256.set(sha256, added);
  added.catch(() => bySha256.delete(sha256));
  return added;
}

/** Code that records named at the start: where its zip is gone, or damaged, what was brought now takes its place. */
async function mend(code: CodePackage, zip: Buffer, scope: Scope): Promise<CodePackage> {
  try {
    await readyCode(code, scope);
    return code;
  } catch {
    const mended = unpack(code, zip, scope);
    const { unzipped } = codePackages(scope);
    // Whoever asks for it meanwhile waits for this.
    const ready = mended.then(() => undefined);
    unzipped.set(code.root, ready);
    ready.catch(() => {
      if (unzipped.get(code.root) === ready) unzipped.delete(code.root);
    });
    return mended;
  }
}

async function unpack(code: CodePackage, zip: Buffer, scope: Scope): Promise<CodePackage> {
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

async function mount(folder: string): Promise<CodePackage> {
  const isFolder = path.isAbsolute(folder) && (await stat(folder).catch(() => undefined))?.isDirectory();
  if (!isFolder) {
    throw invalidParameter(
      `To mount code, S3Key must be the absolute path of a folder on this machine: ${folder}`,
    );
  }
  return mountedAt(folder);
}
