import { createHash } from 'node:crypto';
import type { OperationContext } from '../../../protocols/operation.ts';
import { checksumElements, createChecksum, parseAlgorithm } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { copySource } from '../copy-source.ts';
import { cannedAcl, checkKey, describeUpload, taggingHeader } from '../description.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { encryptionHeaders, writtenVersionHeader } from '../object-headers.ts';
import { requestHeader } from '../request-header.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { Description, ObjectInput, ObjectVersion, S3Output } from '../types.ts';
import { checkAclAllowed } from './acl.ts';
import { wholeSecond } from './put-object.ts';

/** The largest object that is copied in one go: 5 GiB. */
const MAX_BYTES = 5 * 1024 ** 3;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export async function copyObject(input: ObjectInput, context: OperationContext): Promise<S3Output> {
  const bucket = requireBucket(input.Bucket, context);
  checkKey(input.Key);
  const source = copySource(context);
  if (source.size > MAX_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_BYTES}`,
    );
  }
  const replaceMetadata = directive(context, 'x-amz-metadata-directive') === 'REPLACE';
  const replaceTags = directive(context, 'x-amz-tagging-directive') === 'REPLACE';
  refuseNoChange(input, source, replaceMetadata, context);
  const acl = cannedAcl(context) ?? 'private';
  checkAclAllowed(bucket, acl);
  checkWriteConditions(bucket.latest(input.Key), input.Key, context);
  const object: ObjectVersion = {
    ...describeCopy(source, replaceMetadata, context),
    ...(await copyBytes(source, context)),
    kind: 'object',
    key: input.Key,
    versionId: bucket.nextVersionId(),
    lastModified: wholeSecond(),
    size: source.size,
    tags: replaceTags ? taggingHeader(context) : source.tags,
    acl,
  };
  await bucket.add(object);
  const { etag, lastModified, checksum } = object;
  const sourceVersion = source.versionId === 'null' ? undefined : source.versionId;
  return {
    headers: {
      ...encryptionHeaders(object),
      ...writtenVersionHeader(bucket, object.versionId),
      'x-amz-copy-source-version-id': sourceVersion,
    },
    document: {
      root: 'CopyObjectResult',
      content: { ETag: `"${etag}"`, LastModified: lastModified, ...checksumElements(checksum) },
    },
  };
}

function directive(context: OperationContext, name: string): 'COPY' | 'REPLACE' {
  const value = requestHeader(context, name) ?? 'COPY';
  if (value !== 'COPY' && value !== 'REPLACE') {
    throw invalidArgument(`Unknown ${name.slice('x-amz-'.length).replace('-', ' ')}.`, name, value);
  }
  return value;
}

/** A copy onto itself has to change something. */
function refuseNoChange(
  input: ObjectInput,
  source: ReturnType<typeof copySource>,
  replaceMetadata: boolean,
  context: OperationContext,
): void {
  const onto = source.bucketName === input.Bucket && source.key === input.Key;
  const older = requestHeader(context, 'x-amz-copy-source')?.includes('?versionId=') ?? false;
  const changes = ['storage-class', 'website-redirect-location', 'server-side-encryption'].some(
    (name) => requestHeader(context, `x-amz-${name}`) !== undefined,
  );
  if (onto && !older && !replaceMetadata && !changes) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
}

/** Storage class and encryption are never copied; the rest is, unless the request brings its own. */
function describeCopy(source: ObjectVersion, replace: boolean, context: OperationContext): Description {
  const own = describeUpload(context);
  if (replace) return own;
  const fromRequest = (name: string) =>
    name === 'x-amz-storage-class' || name.startsWith('x-amz-server-side-encryption');
  const pick = (headers: Description['headers'], wanted: boolean) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => fromRequest(name) === wanted));
  return {
    headers: { ...pick(source.headers, false), ...pick(own.headers, true) },
    metadata: source.metadata,
  };
}

/** The same file serves both objects, unless the copy needs digests the source has not got. */
async function copyBytes(
  source: ObjectVersion,
  context: OperationContext,
): Promise<Pick<ObjectVersion, 'blobs' | 'etag' | 'checksum'>> {
  const { blobs } = bucketStore(context);
  const named = requestHeader(context, 'x-amz-checksum-algorithm');
  const algorithm = named === undefined ? source.checksum.algorithm : parseAlgorithm(named);
  if (!source.parts && source.checksum.algorithm === algorithm) {
    blobs.hold(source.blobs);
    return { blobs: source.blobs, etag: source.etag, checksum: source.checksum };
  }
  // A copy is one piece, whose entity tag is the MD5 of its bytes, whatever the source was made of.
  const [md5, hash] = [createHash('md5'), createChecksum(algorithm)];
  async function* observed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      md5.update(chunk);
      hash.update(chunk);
      yield chunk;
    }
  }
  const blob = await blobs.write(observed(blobs.read(source.blobs, 0, source.size - 1)));
  const value = hash.digest().toString('base64');
  return { blobs: [blob], etag: md5.digest('hex'), checksum: { algorithm, value, type: 'FULL_OBJECT' } };
}
