import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import { bucketArn } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { modelled } from '../input.ts';
import { bucketStore, ownerId } from '../store.ts';
import { compareUtf8 } from '../utf8-order.ts';

const MAX_BUCKETS = 10_000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = modelled<ListBucketsRequest, ListBucketsOutput>(
  'ListBuckets',
  (input, context) => {
    const { MaxBuckets = MAX_BUCKETS, Prefix, ContinuationToken = '', BucketRegion: region } = input;
    if (MaxBuckets < 1 || MaxBuckets > MAX_BUCKETS) {
      throw invalidArgument(
        'Argument max-buckets must be an integer between 1 and 10000',
        'max-buckets',
        String(MaxBuckets),
      );
    }
    const after = Buffer.from(ContinuationToken, 'base64url').toString();
    const found = [...bucketStore(context).buckets.values()]
      .filter(({ name }) => name.startsWith(Prefix ?? '') && name > after)
      .filter((bucket) => region === undefined || bucket.region === region)
      .sort((a, b) => compareUtf8(a.name, b.name));
    const page = found.slice(0, MaxBuckets);
    const isTruncated = found.length > MaxBuckets;
    return {
      Owner: { ID: ownerId(context.accountId) },
      Buckets: page.map(({ name, creationDate, region: BucketRegion }) => ({
        ...{ Name: name, CreationDate: creationDate, BucketRegion, BucketArn: bucketArn(name, BucketRegion) },
      })),
      ContinuationToken: isTruncated ? Buffer.from(page.at(-1)!.name).toString('base64url') : undefined,
      Prefix,
    };
  },
);
