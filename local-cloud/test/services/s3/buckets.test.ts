import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { cloud, client } = await useCloud(S3Client);

describe('CreateBucket', () => {
  it('makes a bucket that HeadBucket finds in its region', async () => {
    const { Location } = await client.send(new CreateBucketCommand({ Bucket: 'first-bucket' }));
    expect(Location).toBe('/first-bucket');
    const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: 'first-bucket' }));
    expect(BucketRegion).toBe('us-east-1');
  });

  it('succeeds again in us-east-1 and nowhere else', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'twice' }));
    await client.send(new CreateBucketCommand({ Bucket: 'twice' }));
    const west = new S3Client({ ...cloud.config, region: 'us-west-2' });
    const create = new CreateBucketCommand({
      Bucket: 'twice-west',
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    });
    await west.send(create);
    await expect(west.send(create)).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      $metadata: { httpStatusCode: 409 },
    });
    west.destroy();
  });

  it('takes the global namespace, which is the default, and refuses the account regional one by name', async () => {
    const global = { Bucket: 'in-global', BucketNamespace: 'global' } as const;
    expect((await client.send(new CreateBucketCommand(global))).Location).toBe('/in-global');
    const regional = {
      Bucket: 'in-000000000000-us-east-1-an',
      BucketNamespace: 'account-regional',
    } as const;
    await expect(client.send(new CreateBucketCommand(regional))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('Buckets in the account regional namespace'),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it.each([
    'ab',
    'Upper-Case',
    'dot..dot',
    '192.168.1.1',
    '-dash',
    'xn--name',
    'under_score',
    'a'.repeat(64),
  ])('rejects the name %s', async (Bucket) => {
    await expect(client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('rejects a location that its endpoint has no say over', async () => {
    const west = new S3Client({ ...cloud.config, region: 'us-west-2' });
    const elsewhere = new CreateBucketCommand({
      Bucket: 'elsewhere',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    await expect(west.send(elsewhere)).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
      message:
        'The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    west.destroy();
  });
});

describe('GetBucketLocation', () => {
  it('answers the region, and nothing for us-east-1', async () => {
    await client.send(
      new CreateBucketCommand({
        Bucket: 'in-paris',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' },
      }),
    );
    await client.send(new CreateBucketCommand({ Bucket: 'in-virginia' }));
    const paris = await client.send(new GetBucketLocationCommand({ Bucket: 'in-paris' }));
    const virginia = await client.send(new GetBucketLocationCommand({ Bucket: 'in-virginia' }));
    expect(paris.LocationConstraint).toBe('eu-west-3');
    expect(virginia.LocationConstraint).toBeUndefined();
  });
});

describe('ListBuckets', () => {
  it('answers them by name, page by page', async () => {
    for (const Bucket of ['list-c', 'list-a', 'list-b'])
      await client.send(new CreateBucketCommand({ Bucket }));
    const first = await client.send(new ListBucketsCommand({ Prefix: 'list-', MaxBuckets: 2 }));
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['list-a', 'list-b']);
    const rest = await client.send(
      new ListBucketsCommand({ Prefix: 'list-', MaxBuckets: 2, ContinuationToken: first.ContinuationToken }),
    );
    expect(rest.Buckets?.map(({ Name }) => Name)).toEqual(['list-c']);
    expect(rest.ContinuationToken).toBeUndefined();
    expect(rest.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('DeleteBucket', () => {
  it('rejects a bucket with objects and removes an empty one', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'full' }));
    await client.send(new PutObjectCommand({ Bucket: 'full', Key: 'k', Body: 'x' }));
    await expect(client.send(new DeleteBucketCommand({ Bucket: 'full' }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      BucketName: 'full',
      $metadata: { httpStatusCode: 409 },
    });
    await client.send(new CreateBucketCommand({ Bucket: 'empty' }));
    const { $metadata } = await client.send(new DeleteBucketCommand({ Bucket: 'empty' }));
    expect($metadata.httpStatusCode).toBe(204);
    await expect(client.send(new HeadBucketCommand({ Bucket: 'empty' }))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('rejects a bucket that is not there', async () => {
    await expect(client.send(new DeleteBucketCommand({ Bucket: 'never-was' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      BucketName: 'never-was',
    });
  });
});

describe('an expected bucket owner', () => {
  it('is checked', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'owned' }));
    await client.send(new HeadBucketCommand({ Bucket: 'owned', ExpectedBucketOwner: '000000000000' }));
    await expect(
      client.send(new GetBucketLocationCommand({ Bucket: 'owned', ExpectedBucketOwner: '111111111111' })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
