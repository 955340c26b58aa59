import type { OperationContext } from '../../protocols/operation.ts';
import { checkCopyConditions } from './conditions.ts';
import { invalidArgument } from './errors.ts';
import { requestHeader } from './request-header.ts';
import { checkReadable, requireBucket, requireObject } from './store.ts';
import type { ObjectVersion } from './types.ts';

/**
 * The object in `x-amz-copy-source`: `[/]bucket/key[?versionId=ID]`, percent-encoded.
 *
 * @throws AwsError InvalidArgument (400), NoSuchBucket, NoSuchKey (404), PreconditionFailed (412)
 */
export function copySource(context: OperationContext): ObjectVersion & { readonly bucketName: string } {
  const header = requestHeader(context, 'x-amz-copy-source') ?? '';
  const [location = '', versionId] = header.split('?versionId=');
  const [, bucketName, key] = /^\/?([^/]+)\/(.+)$/.exec(decode(location)) ?? [];
  if (bucketName === undefined || key === undefined) {
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', 'x-amz-copy-source');
  }
  const object = requireObject(requireBucket(bucketName, withoutOwner(context)), key, versionId);
  checkReadable(object);
  checkCopyConditions(object, context);
  return { ...object, bucketName };
}

/** The expected owner in the request is that of the bucket copied to. */
const withoutOwner = ({ request: _request, ...context }: OperationContext): OperationContext => context;

function decode(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
