import { S3 } from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { client: s3 } = await useCloud(S3);

describe('a bucket', () => {
  it('is told with its ARN', async () => {
    const { BucketArn } = await s3.createBucket({ Bucket: 'arns' });
    const { Buckets } = await s3.listBuckets({ Prefix: 'arns' });
    const told = [BucketArn, (await s3.headBucket({ Bucket: 'arns' })).BucketArn, Buckets?.[0]?.BucketArn];
    expect(told).toEqual(Array(3).fill('arn:aws:s3:::arns'));
  });

  it('is made with tags, and loses them by an empty list', async () => {
    const Bucket = 'tagged';
    const Tags = [{ Key: 'a', Value: '1' }];
    await s3.createBucket({ Bucket, CreateBucketConfiguration: { Tags } });
    expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual(Tags);
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [] } });
    await expect(s3.getBucketTagging({ Bucket })).rejects.toMatchObject({ name: 'NoSuchTagSet' });
  });

  it.each([
    [
      'of a key twice',
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
      'Cannot provide multiple Tags with the same key',
    ],
    [
      'with a key of other characters',
      [{ Key: 'a,b', Value: '1' }],
      'The TagKey you have provided is invalid',
    ],
    [
      'with a value of other characters',
      [{ Key: 'a', Value: '1,2' }],
      'The TagValue you have provided is invalid',
    ],
    ["of AWS's own", [{ Key: 'aws:a', Value: '1' }], 'System tags cannot be added/updated by requester'],
  ])('rejects tags %s', async (_, TagSet, message) => {
    await s3.createBucket({ Bucket: 'refusing' });
    await expect(s3.putBucketTagging({ Bucket: 'refusing', Tagging: { TagSet } })).rejects.toMatchObject({
      ...{ name: 'InvalidTag', message, TagKey: TagSet[0]!.Key },
    });
  });

  it('loses its lifecycle', async () => {
    const Bucket = 'lifecycle';
    await s3.createBucket({ Bucket });
    const Rules = [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
    await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
    const { $metadata } = await s3.deleteBucketLifecycle({ Bucket });
    expect($metadata.httpStatusCode).toBe(204);
    await expect(s3.getBucketLifecycleConfiguration({ Bucket })).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
  });

  it('says of a public access block what was not said', async () => {
    const Bucket = 'blocked';
    await s3.createBucket({ Bucket });
    await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
    expect((await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration).toEqual({
      ...{ BlockPublicAcls: true, IgnorePublicAcls: false },
      ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
    });
  });

  it('rejects what is no account, no policy and no versioning', async () => {
    const Bucket = 'odd';
    await s3.createBucket({ Bucket });
    await expect(s3.getBucketAcl({ Bucket, ExpectedBucketOwner: 'abcd' })).rejects.toMatchObject({
      name: 'InvalidBucketOwnerAWSAccountID',
      message: 'The value of the expected bucket owner parameter must be an AWS Account ID... [abcd]',
    });
    await expect(s3.putBucketPolicy({ Bucket, Policy: 'policy' })).rejects.toMatchObject({
      ...{ name: 'MalformedPolicy', message: "Policies must be valid JSON and the first byte must be '{'" },
    });
    await expect(s3.putBucketVersioning({ Bucket, VersioningConfiguration: {} })).rejects.toMatchObject({
      name: 'IllegalVersioningConfigurationException',
      message: 'The Versioning element must be specified',
    });
  });
});
