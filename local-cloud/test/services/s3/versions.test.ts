import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { cloud, client } = await useCloud(S3Client);

/** A bucket of that name, and what is done with its versions. */
async function bucket(Bucket: string, Status?: 'Enabled') {
  await client.send(new CreateBucketCommand({ Bucket }));
  const setVersioning = (Status: 'Enabled' | 'Suspended') =>
    client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  if (Status) await setVersioning(Status);
  return {
    setVersioning,
    status: async () => (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status,
    put: async (Key: string, Body: string) =>
      (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId,
    text: async (Key: string, VersionId?: string) =>
      (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString(),
    async versionsOf(Prefix: string) {
      const { Versions = [], DeleteMarkers = [] } = await client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix }),
      );
      return { versions: Versions.map(({ VersionId }) => VersionId), markers: DeleteMarkers };
    },
  };
}

describe('a versioned bucket', () => {
  it('has no status before it is given one', async () => {
    const { setVersioning, status, put } = await bucket('statusless');
    expect(await status()).toBeUndefined();
    expect(await put('before', 'old')).toBeUndefined();
    await setVersioning('Enabled');
    expect(await status()).toBe('Enabled');
  });

  it('keeps every version, the one from before as null', async () => {
    const { setVersioning, put, text, versionsOf } = await bucket('late');
    await put('before', 'old');
    await setVersioning('Enabled');
    const second = await put('before', 'new');
    expect(second).toMatch(/^[\w.]{32}$/);
    expect(await text('before')).toBe('new');
    expect(await text('before', 'null')).toBe('old');
    expect((await versionsOf('before')).versions).toEqual([second, 'null']);
  });

  it('hides a deleted object behind a marker, and shows it again without', async () => {
    const Bucket = 'marking';
    const { put, text, versionsOf } = await bucket(Bucket, 'Enabled');
    const version = await put('marked', 'x');
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: 'marked' }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(text('marked')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const gone = await fetch(`${cloud.endpoint}/${Bucket}/marked`);
    expect([gone.status, gone.headers.get('x-amz-delete-marker')]).toEqual([404, 'true']);
    await expect(text('marked', deleted.VersionId)).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      $metadata: { httpStatusCode: 405 },
    });
    expect(await text('marked', version)).toBe('x');
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'marked' }));
    expect(Contents).toBeUndefined();
    const { markers } = await versionsOf('marked');
    expect(markers).toMatchObject([{ VersionId: deleted.VersionId, IsLatest: true }]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'marked', VersionId: deleted.VersionId }));
    expect(await text('marked')).toBe('x');
  });

  it('removes one version for good', async () => {
    const Bucket = 'pruning';
    const { put, text, versionsOf } = await bucket(Bucket, 'Enabled');
    const [first, second] = [await put('pruned', '1'), await put('pruned', '2')];
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'pruned', VersionId: second }));
    expect(await text('pruned')).toBe('1');
    await expect(text('pruned', second)).rejects.toMatchObject({ name: 'NoSuchVersion' });
    expect((await versionsOf('pruned')).versions).toEqual([first]);
  });

  it('lists versions page by page', async () => {
    const Bucket = 'paged';
    const { put } = await bucket(Bucket, 'Enabled');
    const ids = [await put('page/a', '1'), await put('page/a', '2'), await put('page/b', '1')];
    const first = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'page/', MaxKeys: 1 }));
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'page/a', NextVersionIdMarker: ids[1] });
    const rest = await client.send(
      new ListObjectVersionsCommand({
        ...{ Bucket, Prefix: 'page/' },
        ...{ KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker },
      }),
    );
    expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual([ids[0], ids[2]]);
    expect(rest.IsTruncated).toBe(false);
  });

  it('writes over the null version once it is suspended', async () => {
    const { setVersioning, put, versionsOf } = await bucket('suspending', 'Enabled');
    const kept = await put('suspended', 'kept');
    await setVersioning('Suspended');
    await put('suspended', 'a');
    expect(await put('suspended', 'b')).toBeUndefined();
    expect((await versionsOf('suspended')).versions).toEqual(['null', kept]);
  });

  it('is not empty as long as a version is left', async () => {
    const Bucket = 'filled';
    const { put } = await bucket(Bucket, 'Enabled');
    await put('deleted', 'x');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
  });
});
