import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Cloud } from '../../core/cloud.ts';
import type { Collection } from '../../core/records/collection.ts';
import { collection, defineStore } from '../../core/store.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { BlobStore } from './blobs.ts';
import { Bucket, type BucketFacts, isObject } from './bucket.ts';
import {
  accessDenied,
  invalidArgument,
  methodNotAllowed,
  noSuchBucket,
  noSuchKey,
  noSuchVersion,
  S3Error,
} from './errors.ts';
import type { ObjectVersion, OfBucket } from './types.ts';
import { versionMoment } from './version-id.ts';

/** All buckets of a cloud: their names are global. */
export class BucketStore {
  readonly buckets: Collection<Bucket>;
  readonly blobs: BlobStore;
  readonly cloud: Cloud;

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.blobs = new BlobStore(path.join(cloud.filesDir, 's3'), cloud.records);
    this.buckets = collection(cloud, ['s3', 'global', 'buckets'], {
      pack: (bucket) => bucket.facts,
      unpack: (facts) => Bucket.of(facts as BucketFacts, this),
    });
    if (!cloud.records.isKept) return;
    const swept = this.blobs.sweep();
    cloud.onClose(() => swept);
  }
}

export const bucketStore = defineStore('s3', ({ cloud }) => new BucketStore(cloud), { scope: 'global' });

/** @throws AwsError NoSuchBucket (404); AccessDenied (403) where the request expects another owner */
export function requireBucket(
  { Bucket: name, ExpectedBucketOwner: owner }: OfBucket,
  context: OperationContext,
): Bucket {
  const bucket = bucketStore(context).buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  if (owner === undefined || owner === context.accountId) return bucket;
  if (/^\d{12}$/.test(owner)) throw accessDenied();
  throw new S3Error(
    'InvalidBucketOwnerAWSAccountID',
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
  );
}

/**
 * Whether a version that is not there might have been.
 *
 * @throws AwsError InvalidArgument (400) for an id that no version of the bucket can have
 */
export function checkVersionId(bucket: Bucket, versionId: string, argument = 'versionId'): void {
  if (versionId === 'null') return;
  if (bucket.versioning !== undefined && versionMoment(versionId) !== undefined) return;
  throw invalidArgument('Invalid version id specified', argument, versionId);
}

/**
 * An object's version: the one asked for, or the newest.
 *
 * @param options.markerIsNone whether a delete marker that is the newest counts as no object, which it does by default
 * @throws AwsError NoSuchKey, NoSuchVersion (404); MethodNotAllowed (405) for a delete marker asked for by its id
 */
export function requireObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  method = 'GET',
  options: { markerIsNone?: boolean } = {},
): ObjectVersion {
  const version = versionId === undefined ? bucket.latest(key) : bucket.version(key, versionId);
  if (isObject(version)) return version;
  if (!version) {
    if (versionId === undefined) throw noSuchKey(key);
    checkVersionId(bucket, versionId);
    throw noSuchVersion(key, versionId);
  }
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  throw versionId === undefined && (options.markerIsNone ?? true)
    ? noSuchKey(key, headers)
    : methodNotAllowed(method, 'DeleteMarker', { ...headers, allow: 'DELETE' });
}

/** @throws AwsError InvalidObjectState (403) for what is archived, and would have to be restored first */
export function checkReadable({ properties: { StorageClass } }: ObjectVersion): void {
  if (StorageClass !== 'GLACIER' && StorageClass !== 'DEEP_ARCHIVE') return;
  throw new S3Error('InvalidObjectState', "The operation is not valid for the object's storage class", {
    ...{ status: 403, members: { StorageClass } },
  });
}

/** The account's canonical user id, 64 hexadecimal digits, derived from its number. */
export const ownerId = (accountId: string): string =>
  createHash('sha256').update(`canonical:${accountId}`).digest('hex');
