import type { CopyObjectRequest } from '@aws-sdk/client-s3';
import type { OperationContext } from '../../protocols/operation.ts';
import type { Checked } from '../../protocols/shapes/modelled.ts';
import { type CopyConditions, checkCopyConditions } from './conditions.ts';
import { invalidArgument } from './errors.ts';
import { checkReadable, requireBucket, requireObject } from './store.ts';
import type { ObjectVersion } from './types.ts';

type Source = Checked<Pick<CopyObjectRequest, 'CopySource' | 'ExpectedSourceBucketOwner'>> & CopyConditions;

/**
 * The object that a copy is made of: `[/]bucket/key[?versionId=ID]`, percent-encoded.
 *
 * @throws AwsError InvalidArgument (400), NoSuchBucket, NoSuchKey (404), PreconditionFailed (412)
 */
export function copySource(
  input: Source,
  context: OperationContext,
): ObjectVersion & { readonly bucketName: string } {
  const [location = '', versionId] = input.CopySource.split('?versionId=');
  const [, bucketName, key] = /^\/?([^/]+)\/(.+)$/.exec(decode(location)) ?? [];
  if (bucketName === undefined || key === undefined) {
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', 'x-amz-copy-source');
  }
  const from = { Bucket: bucketName, ExpectedBucketOwner: input.ExpectedSourceBucketOwner };
  const object = requireObject(requireBucket(from, context), key, versionId);
  checkReadable(object);
  checkCopyConditions(object, input);
  return { ...object, bucketName };
}

function decode(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
