import type { OperationContext } from '../../../protocols/operation.ts';
import { S3Error } from '../errors.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';

/** The longest bucket policy, in bytes. */
const MAX_BYTES = 20 * 1024;

const malformed = (message: string): S3Error => new S3Error('MalformedPolicy', message);

/** @throws AwsError MalformedPolicy (400) */
function checkPolicy(text: string): void {
  if (Buffer.byteLength(text) > MAX_BYTES) throw malformed('Policies must be less than 20 KB in size');
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed(
      text.startsWith('{')
        ? 'This policy contains invalid Json'
        : "Policies must be valid JSON and the first byte must be '{'",
    );
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const { Statement } = policy as Record<string, unknown>;
  if (Statement === undefined) throw malformed('Missing required field Statement');
  for (const statement of [Statement].flat()) {
    const { Effect, Principal, NotPrincipal, Resource, NotResource } = (statement ?? {}) as Record<
      string,
      unknown
    >;
    if (Effect !== 'Allow' && Effect !== 'Deny')
      throw malformed('Invalid effect : Effect must be Allow or Deny');
    if (Principal === undefined && NotPrincipal === undefined) {
      throw malformed('Missing required field Principal');
    }
    if (Resource === undefined && NotResource === undefined)
      throw malformed('Missing required field Resource');
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export async function putBucketPolicy(input: BucketInput, context: OperationContext): Promise<undefined> {
  requireBucket(input.Bucket, context);
  const Policy = (await context.request!.body()).toString('utf8');
  setBucketPolicy({ Bucket: input.Bucket, Policy }, context);
}

/** @throws AwsError NoSuchBucket (404), MalformedPolicy (400) */
export function setBucketPolicy(
  { Bucket, Policy }: { Bucket: string; Policy: string },
  context: OperationContext,
): void {
  const bucket = requireBucket(Bucket, context);
  checkPolicy(Policy);
  bucket.policy = Policy;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export function getBucketPolicy(input: BucketInput, context: OperationContext): S3Output {
  const { policy } = requireBucket(input.Bucket, context);
  if (policy === undefined) throw noSuchPolicy(input.Bucket);
  return { headers: { 'content-type': 'application/json' }, body: policy };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export function deleteBucketPolicy(input: BucketInput, context: OperationContext): undefined {
  requireBucket(input.Bucket, context).policy = undefined;
}

const noSuchPolicy = (BucketName: string): S3Error =>
  new S3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', {
    status: 404,
    members: { BucketName },
  });
