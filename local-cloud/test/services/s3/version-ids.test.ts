import { type ListObjectVersionsCommandOutput, S3 } from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { client: s3 } = await useCloud(S3);

const NONE = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';
const invalid = {
  ...{ name: 'InvalidArgument', message: 'Invalid version id specified' },
  ...{ $metadata: expect.objectContaining({ httpStatusCode: 400 }) },
};

async function versioned(Bucket: string): Promise<string> {
  await s3.createBucket({ Bucket });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  return Bucket;
}

describe('a version id', () => {
  it('that no version can have is refused, and one that is gone is not there', async () => {
    const Bucket = await versioned('ids');
    const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    await expect(s3.getObject({ Bucket, Key: 'k', VersionId: NONE })).rejects.toMatchObject(invalid);
    await expect(s3.deleteObject({ Bucket, Key: 'k', VersionId: NONE })).rejects.toMatchObject(invalid);
    await s3.deleteObject({ Bucket, Key: 'k', VersionId });
    await s3.deleteObject({ Bucket, Key: 'k', VersionId });
    await expect(s3.getObject({ Bucket, Key: 'k', VersionId })).rejects.toMatchObject({
      name: 'NoSuchVersion',
    });
    const Objects = [
      { Key: 'k', VersionId },
      { Key: 'k', VersionId: NONE },
    ];
    const { Deleted, Errors } = await s3.deleteObjects({ Bucket, Delete: { Objects } });
    expect([Deleted, Errors]).toEqual([
      [{ Key: 'k', VersionId }],
      [
        {
          ...{ Code: 'NoSuchVersion', Message: 'The specified version does not exist.' },
          ...{ Key: 'k', VersionId: NONE },
        },
      ],
    ]);
  });

  it('is refused in a bucket without versions, but for the null one', async () => {
    await s3.createBucket({ Bucket: 'plain' });
    const { VersionId } = await s3.putObject({ Bucket: await versioned('other'), Key: 'k', Body: 'x' });
    await s3.putObject({ Bucket: 'plain', Key: 'k', Body: 'x' });
    await expect(s3.getObject({ Bucket: 'plain', Key: 'k', VersionId })).rejects.toMatchObject(invalid);
    await expect(s3.deleteObject({ Bucket: 'plain', Key: 'k', VersionId })).rejects.toMatchObject(invalid);
    expect((await s3.getObject({ Bucket: 'plain', Key: 'k', VersionId: 'null' })).ContentLength).toBe(1);
  });

  it('is not told of what is written while versioning is suspended', async () => {
    const Bucket = await versioned('suspended');
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
    expect((await s3.putObject({ Bucket, Key: 'k', Body: 'x' })).VersionId).toBeUndefined();
    expect((await s3.getObject({ Bucket, Key: 'k' })).VersionId).toBe('null');
  });

  it('goes on a listing, though its version was deleted since', async () => {
    const Bucket = await versioned('emptied');
    for (let i = 0; i < 7; i += 1) await s3.putObject({ Bucket, Key: i < 5 ? 'a' : 'b', Body: `${i}` });
    await s3.deleteObject({ Bucket, Key: 'a' });
    let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
    let deleted = 0;
    do {
      const page: ListObjectVersionsCommandOutput = await s3.listObjectVersions({
        Bucket,
        MaxKeys: 2,
        KeyMarker,
        VersionIdMarker,
      });
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        await s3.deleteObject({ Bucket, Key, VersionId });
        deleted += 1;
      }
      [KeyMarker, VersionIdMarker] = [page.NextKeyMarker, page.NextVersionIdMarker];
    } while (KeyMarker !== undefined);
    expect(deleted).toBe(8);
    await s3.deleteBucket({ Bucket });
  });
});

describe('a delete marker', () => {
  it('has neither tags nor an ACL', async () => {
    const Bucket = await versioned('marked');
    await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    await s3.deleteObject({ Bucket, Key: 'k' });
    const refused = { name: 'MethodNotAllowed', ResourceType: 'DeleteMarker' };
    const Tagging = { TagSet: [] };
    await expect(s3.getObjectTagging({ Bucket, Key: 'k' })).rejects.toMatchObject(refused);
    await expect(s3.putObjectTagging({ Bucket, Key: 'k', Tagging })).rejects.toMatchObject(refused);
    await expect(s3.putObjectAcl({ Bucket, Key: 'k', ACL: 'private' })).rejects.toMatchObject(refused);
    await expect(s3.getObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('a listing', () => {
  it('goes on after a common prefix that its marker is within', async () => {
    const Bucket = await versioned('folders');
    for (const Key of ['f/a/1', 'f/a/2', 'f/b', 'f/c']) await s3.putObject({ Bucket, Key, Body: 'x' });
    const within = { Bucket, Prefix: 'f/', Delimiter: '/' };
    const keys = ({
      Contents = [],
      CommonPrefixes = [],
    }: {
      Contents?: { Key?: string }[];
      CommonPrefixes?: { Prefix?: string }[];
    }) => [...CommonPrefixes.map(({ Prefix }) => Prefix), ...Contents.map(({ Key }) => Key)];
    expect(keys(await s3.listObjects({ ...within, Marker: 'f/a/1' }))).toEqual(['f/b', 'f/c']);
    expect(keys(await s3.listObjectsV2({ ...within, StartAfter: 'f/a/1' }))).toEqual(['f/b', 'f/c']);
    const versions = await s3.listObjectVersions({ ...within, KeyMarker: 'f/a/1' });
    expect(keys({ ...versions, Contents: versions.Versions })).toEqual(['f/b', 'f/c']);
    const first = await s3.listObjectsV2({ Bucket, StartAfter: 'f/a/1', MaxKeys: 1 });
    const ContinuationToken = first.NextContinuationToken;
    const second = await s3.listObjectsV2({ Bucket, StartAfter: 'f/a/1', ContinuationToken });
    expect([first.StartAfter, second.StartAfter, keys(second)]).toEqual(['f/a/1', undefined, ['f/b', 'f/c']]);
  });
});
