import type { ApiRequest } from '../../http/api-request.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import type { Match } from '../../protocols/protocol.ts';
import { checkPresigned } from './presigned.ts';
import { requestHead } from './request-head.ts';
import { requireBucket } from './store.ts';

/**
 * Looks for the bucket of a request before anything else of it is read: what is wrong with headers or a document is told of
 * only where there is one to apply them to.
 *
 * @throws AwsError AccessDenied (403) for presigned URLs that have expired; NoSuchBucket (404) and others
 */
export function admit(request: ApiRequest, match: Match, context: OperationContext): void {
  checkPresigned(request);
  const { Bucket } = match.pathParameters ?? {};
  if (Bucket === undefined || match.operation === 'CreateBucket') return;
  const ExpectedBucketOwner = requestHead(request).header('x-amz-expected-bucket-owner');
  requireBucket({ Bucket, ExpectedBucketOwner }, context);
}
