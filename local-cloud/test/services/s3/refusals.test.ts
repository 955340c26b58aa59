import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { S3 } from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'refusals';
const { client: s3, cloud } = await useCloud(S3);
beforeAll(async () => {
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: 'five', Body: 'hello' });
});

const FORM =
  'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';

describe('a part that is copied', () => {
  it.each([
    ['0-3', 'InvalidArgument', FORM],
    ['bytes=1-0', 'InvalidArgument', FORM],
    ['bytes=1-', 'InvalidArgument', FORM],
    ['bytes=-2', 'InvalidArgument', FORM],
    ['bytes=0-1,3-4', 'InvalidArgument', FORM],
    ['bytes=0-100', 'InvalidArgument', 'Range specified is not valid for source object of size: 5'],
    ['bytes=100-200', 'InvalidRequest', 'The specified copy range is invalid for the source object size'],
  ])('is refused with the range %s', async (CopySourceRange, name, message) => {
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'copy' });
    const part = { Bucket, Key: 'copy', UploadId, PartNumber: 1, CopySource: `${Bucket}/five` };
    await expect(s3.uploadPartCopy({ ...part, CopySourceRange })).rejects.toMatchObject({ name, message });
  });
});

describe('an object', () => {
  it('is not read by a part and a range at once', async () => {
    await expect(
      s3.getObject({ Bucket, Key: 'five', PartNumber: 1, Range: 'bytes=0-1' }),
    ).rejects.toMatchObject({
      ...{ name: 'InvalidRequest' },
      message: 'Cannot specify both Range header and partNumber query parameter',
    });
  });

  it.each(['GLACIER', 'DEEP_ARCHIVE'] as const)('is not read from %s', async (StorageClass) => {
    await s3.putObject({ Bucket, Key: StorageClass, Body: 'x', StorageClass });
    const refused = {
      ...{ name: 'InvalidObjectState', StorageClass },
      message: "The operation is not valid for the object's storage class",
    };
    await expect(s3.getObject({ Bucket, Key: StorageClass })).rejects.toMatchObject(refused);
    const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/${StorageClass}` };
    await expect(s3.copyObject(copy)).rejects.toMatchObject(refused);
    expect((await s3.headObject({ Bucket, Key: StorageClass })).StorageClass).toBe(StorageClass);
  });

  it('may not have more than 5 GiB, which is said before any of it is there', async () => {
    const sent = http.request(`${cloud.endpoint}/${Bucket}/large`, {
      ...{ method: 'PUT', headers: { 'content-length': 6_000_000_000 } },
    });
    sent.on('error', () => {});
    sent.flushHeaders();
    const [answer] = (await once(sent, 'response')) as [http.IncomingMessage];
    expect([answer.statusCode, await text(answer)]).toEqual([
      400,
      expect.stringContaining('<Code>EntityTooLarge</Code>'),
    ]);
    sent.destroy();
  });

  it('is not deleted by a list that has what only directory buckets have', async () => {
    for (const Key of ['kept1', 'kept2']) await s3.putObject({ Bucket, Key, Body: 'x' });
    const Objects = [{ Key: 'kept1' }, { Key: 'kept2', Size: 1 }];
    await expect(s3.deleteObjects({ Bucket, Delete: { Objects } })).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    expect((await s3.listObjectsV2({ Bucket, Prefix: 'kept' })).KeyCount).toBe(2);
  });

  it.each(['k=1&k=2', 'k=1,l=2'])('is not made with the tags %s', async (Tagging) => {
    await expect(s3.putObject({ Bucket, Key: 'tags', Body: 'x', Tagging })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message:
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    });
  });

  it('is not copied from what is no place', async () => {
    const copy = { Bucket, Key: 'copy', CopySource: 'nowhere' };
    await expect(s3.copyObject(copy)).rejects.toMatchObject({
      ...{ name: 'InvalidArgument', message: 'Invalid copy source object key' },
    });
  });
});

describe('a bucket', () => {
  it.each([
    ['GET', '?max-keys=many', undefined, {}],
    ['PUT', '?tagging', '<broken', {}],
    ['PUT', '?versioning', '<VersioningConfiguration/>', { 'x-amz-mfa': 'x' }],
    ['POST', '?delete', '<Delete/>', {}],
    ['PUT', '/k', 'x', { 'x-amz-acl': 'everybody' }],
    ['PUT', '/k', 'x', { 'x-amz-server-side-encryption': 'rot13' }],
    ['PUT', '/k?partNumber=0&uploadId=u', 'x', {}],
    ['POST', '/k?uploadId=u', '<broken', {}],
  ])('is looked for before anything else of a request: %s %s', async (method, path, body, headers) => {
    const answer = await fetch(`${cloud.endpoint}/nowhere${path}`, { method, body, headers });
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('<Code>NoSuchBucket</Code>'),
    ]);
  });

  it('is not made with an ownership that there is not', async () => {
    const ObjectOwnership = 'Everybody' as 'ObjectWriter';
    await expect(s3.createBucket({ Bucket: 'owned', ObjectOwnership })).rejects.toMatchObject({
      ...{ name: 'InvalidArgument', message: 'Invalid x-amz-object-ownership header: Everybody' },
    });
  });

  it.each([
    ['is for nothing', {}],
    ['is for two things', { Prefix: 'a', Filter: { Prefix: 'b' } }],
    [
      'ends in two ways',
      { Filter: { Prefix: '' }, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } },
    ],
  ])('has no lifecycle rule that %s', async (_, more) => {
    const Rules = [{ ID: 'r', Status: 'Enabled' as const, Expiration: { Days: 1 }, ...more }];
    await expect(
      s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } }),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
