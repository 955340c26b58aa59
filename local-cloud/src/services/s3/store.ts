import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Cloud } from '../../core/cloud.ts';
import type { Collection } from '../../core/records/collection.ts';
import { collection, defineStore } from '../../core/store.ts';
import type { OperationContext } from '../service.ts';
import { BlobStore } from './blobs.ts';
import { Bucket, type BucketFacts, isObject } from './bucket.ts';
import { accessDenied, methodNotAllowed, noSuchBucket, noSuchKey, noSuchVersion } from './errors.ts';
import type { ObjectVersion } from './types.ts';

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
export function requireBucket(name: string, context: OperationContext): Bucket {
  const bucket = bucketStore(context).buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  const owner = context.request?.header('x-amz-expected-bucket-owner');
  if (owner !== undefined && owner !== context.accountId) throw accessDenied();
  return bucket;
}

/**
 * An object's version: the one asked for, or the newest.
 *
 * @throws AwsError NoSuchKey, NoSuchVersion (404); MethodNotAllowed (405) for a delete marker asked for by its id
 */
export function requireObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  method = 'GET',
): ObjectVersion {
  const version = versionId === undefined ? bucket.latest(key) : bucket.version(key, versionId);
  if (isObject(version)) return version;
  if (!version) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  throw versionId === undefined
    ? noSuchKey(key, headers)
    : methodNotAllowed(method, 'DeleteMarker', { ...headers, allow: 'DELETE' });
}

/** The account's canonical user id, 64 hexadecimal digits, derived from its number. */
export const ownerId = (accountId: string): string =>
  createHash('sha256').update(`canonical:${accountId}`).digest('hex');
