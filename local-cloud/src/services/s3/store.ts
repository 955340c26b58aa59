import { createHash } from 'node:crypto';
import path from 'node:path';
import { defineStore } from '../../core/store.ts';
import type { OperationContext } from '../service.ts';
import { BlobStore } from './blobs.ts';
import { type Bucket, isObject } from './bucket.ts';
import { accessDenied, methodNotAllowed, noSuchBucket, noSuchKey, noSuchVersion } from './errors.ts';
import type { ObjectVersion } from './types.ts';

/** All buckets of a cloud: their names are global. */
export class BucketStore {
  readonly buckets = new Map<string, Bucket>();
  readonly blobs: BlobStore;

  constructor(folder: string) {
    this.blobs = new BlobStore(folder);
  }
}

export const bucketStore = defineStore(
  's3',
  ({ cloud }) => new BucketStore(path.join(cloud.scratchDir, 's3')),
  { scope: 'global' },
);

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
