import { createHash } from 'node:crypto';
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Checked } from '../../../protocols/shapes/modelled.ts';
import { checksumMembers, createChecksum, parseAlgorithm } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { copySource } from '../copy-source.ts';
import { cannedAcl, checkKey, describeUpload, taggingHeader } from '../description.ts';
import { invalidRequest } from '../errors.ts';
import { modelled } from '../input.ts';
import { encryptionOf, writtenVersionOf } from '../object-members.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { AsSent, Description, ObjectVersion } from '../types.ts';
import { checkAclAllowed } from './acl.ts';
import { wholeSecond } from './put-object.ts';

/** The largest object that is copied in one go: 5 GiB. */
const MAX_BYTES = 5 * 1024 ** 3;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = modelled<AsSent<CopyObjectRequest>, Promise<CopyObjectOutput>>(
  'CopyObject',
  async (input, context) => {
    const bucket = requireBucket(input, context);
    checkKey(input.Key);
    const source = copySource(input, context);
    if (source.size > MAX_BYTES) {
      throw invalidRequest(
        `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_BYTES}`,
      );
    }
    const replaceMetadata = input.MetadataDirective === 'REPLACE';
    refuseNoChange(input, source, replaceMetadata);
    const acl = cannedAcl(input.ACL);
    checkAclAllowed(bucket, acl);
    checkWriteConditions(bucket.latest(input.Key), input.Key, input);
    const object: ObjectVersion = {
      ...describeCopy(source, replaceMetadata, input),
      ...(await copyBytes(source, input.ChecksumAlgorithm, context)),
      kind: 'object',
      key: input.Key,
      versionId: bucket.nextVersionId(),
      lastModified: wholeSecond(),
      size: source.size,
      tags: input.TaggingDirective === 'REPLACE' ? taggingHeader(input.Tagging) : source.tags,
      acl: acl ?? 'private',
    };
    await bucket.add(object);
    const { etag, lastModified, checksum } = object;
    return {
      ...encryptionOf(object),
      ...writtenVersionOf(bucket, object.versionId),
      CopySourceVersionId: source.versionId === 'null' ? undefined : source.versionId,
      CopyObjectResult: { ETag: `"${etag}"`, LastModified: lastModified, ...checksumMembers(checksum) },
    };
  },
);

type Input = Checked<AsSent<CopyObjectRequest>>;

/** A copy onto itself has to change something. */
function refuseNoChange(input: Input, source: ReturnType<typeof copySource>, replaceMetadata: boolean): void {
  const onto = source.bucketName === input.Bucket && source.key === input.Key;
  const older = input.CopySource.includes('?versionId=');
  const { StorageClass, WebsiteRedirectLocation, ServerSideEncryption } = input;
  const changes = [StorageClass, WebsiteRedirectLocation, ServerSideEncryption].some(
    (each) => each !== undefined,
  );
  if (onto && !older && !replaceMetadata && !changes) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
}

/** Storage class and encryption are never copied; the rest is, unless the request brings its own. */
function describeCopy(source: ObjectVersion, replace: boolean, input: Input): Description {
  const own = describeUpload(input);
  if (replace) return own;
  const { StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = own.properties;
  const fromRequest = { StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled };
  return { properties: { ...source.properties, ...fromRequest }, metadata: source.metadata };
}

/** The same file serves both objects, unless the copy needs digests the source has not got. */
async function copyBytes(
  source: ObjectVersion,
  named: string | undefined,
  context: OperationContext,
): Promise<Pick<ObjectVersion, 'blobs' | 'etag' | 'checksum'>> {
  const { blobs } = bucketStore(context);
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
