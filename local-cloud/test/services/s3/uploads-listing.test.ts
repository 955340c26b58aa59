import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { client } = await useCloud(S3Client);
const ids: string[] = [];
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket: 'uploads' }));
  for (const Key of ['b', 'a', 'a', 'folder/in/1', 'folder/in/2', 'folder/out']) {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: 'uploads', Key }));
    ids.push(UploadId!);
  }
});

const list = (options: Partial<ListMultipartUploadsCommandInput>) =>
  client.send(new ListMultipartUploadsCommand({ Bucket: 'uploads', ...options }));
const idsOf = async (options: Partial<ListMultipartUploadsCommandInput>) =>
  (await list(options)).Uploads?.map(({ UploadId }) => UploadId);

describe('ListMultipartUploads', () => {
  it('tells the last upload, whether or not more follow', async () => {
    const all = await list({});
    expect(all).toMatchObject({
      IsTruncated: false,
      NextKeyMarker: 'folder/out',
      NextUploadIdMarker: ids[5],
    });
    const none = await list({ Prefix: 'none' });
    expect(none).toMatchObject({ IsTruncated: false, NextKeyMarker: '', NextUploadIdMarker: '' });
  });

  it('goes on within a key by an id, which is nothing without a key', async () => {
    const first = await list({ MaxUploads: 1 });
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a', NextUploadIdMarker: ids[1] });
    expect(await idsOf({ MaxUploads: 1, KeyMarker: 'a', UploadIdMarker: ids[1]! })).toEqual([ids[2]]);
    expect(await idsOf({ MaxUploads: 1, KeyMarker: 'a' })).toEqual([ids[0]]);
    const ignored = await list({ MaxUploads: 1, UploadIdMarker: ids[1]! });
    expect(ignored.UploadIdMarker).toBe('');
    expect(ignored.Uploads).toMatchObject([{ UploadId: ids[1] }]);
    await expect(list({ KeyMarker: 'a', UploadIdMarker: ids[0]! })).rejects.toMatchObject({
      ...{ name: 'InvalidArgument', message: 'Invalid uploadId marker', ArgumentName: 'upload-id-marker' },
    });
  });

  it('counts a common prefix as one, and goes on after it', async () => {
    const folder = { Prefix: 'folder/', Delimiter: '/', MaxUploads: 1 };
    const first = await list(folder);
    expect(first).toMatchObject({ IsTruncated: true, CommonPrefixes: [{ Prefix: 'folder/in/' }] });
    expect(first.Uploads).toBeUndefined();
    expect(await idsOf({ ...folder, KeyMarker: 'folder/in/' })).toEqual([ids[5]]);
    expect(await idsOf({ ...folder, KeyMarker: 'folder/in/1' })).toEqual([ids[5]]);
  });
});
