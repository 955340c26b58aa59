import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { notConfigured, S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';

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
export const putBucketPolicy = modelled<PutBucketPolicyRequest, void>('PutBucketPolicy', (input, context) => {
  const bucket = requireBucket(input, context);
  checkPolicy(input.Policy);
  bucket.policy = input.Policy;
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy = modelled<GetBucketPolicyRequest, GetBucketPolicyOutput>(
  'GetBucketPolicy',
  (input, context) => {
    const { policy } = requireBucket(input, context);
    if (policy !== undefined) return { Policy: policy };
    throw notConfigured('NoSuchBucketPolicy', 'The bucket policy does not exist', input.Bucket);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy = modelled<DeleteBucketPolicyRequest, void>(
  'DeleteBucketPolicy',
  (input, context) => {
    requireBucket(input, context).policy = undefined;
  },
);
