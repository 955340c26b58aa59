import type { OperationContext } from '../../../protocols/operation.ts';
import { bucketArn } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { bucketStore, ownerId } from '../store.ts';
import type { S3Output } from '../types.ts';
import { compareUtf8 } from '../utf8-order.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export function listBuckets(
  input: Readonly<Record<string, string | undefined>>,
  context: OperationContext,
): S3Output {
  const limit = input['max-buckets'] === undefined ? 10_000 : Number(input['max-buckets']);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw invalidArgument(
      'Argument max-buckets must be an integer between 1 and 10000',
      'max-buckets',
      input['max-buckets'],
    );
  }
  const prefix = input.prefix ?? '';
  const after = Buffer.from(input['continuation-token'] ?? '', 'base64url').toString();
  const region = input['bucket-region'];
  const found = [...bucketStore(context).buckets.values()]
    .filter(({ name }) => name.startsWith(prefix) && name > after)
    .filter((bucket) => region === undefined || bucket.region === region)
    .sort((a, b) => compareUtf8(a.name, b.name));
  const page = found.slice(0, limit);
  const token = found.length > limit ? Buffer.from(page.at(-1)!.name).toString('base64url') : undefined;
  return {
    document: {
      root: 'ListAllMyBucketsResult',
      content: {
        Owner: { ID: ownerId(context.accountId) },
        Buckets: {
          Bucket: page.map(({ name, creationDate, region: BucketRegion }) => ({
            ...{
              Name: name,
              CreationDate: creationDate,
              BucketRegion,
              BucketArn: bucketArn(name, BucketRegion),
            },
          })),
        },
        ContinuationToken: token,
        Prefix: input.prefix,
      },
    },
  };
}
