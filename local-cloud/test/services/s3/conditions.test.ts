import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const object = { Bucket: 'conditions', Key: 'k' };
const ETag = '"781e5e245d69b566979b86e28d23f2c7"';
const { cloud, client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket: object.Bucket }));
  await client.send(new PutObjectCommand({ ...object, Body: '0123456789' }));
});

describe('a range', () => {
  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('%s answers %s', async (Range, text, ContentRange) => {
    const got = await client.send(new GetObjectCommand({ ...object, Range }));
    expect(await got.Body?.transformToString()).toBe(text);
    expect(got).toMatchObject({
      ContentRange,
      ContentLength: text.length,
      $metadata: { httpStatusCode: 206 },
    });
  });

  it.each(['bytes=0-1,4-5', 'lines=1-2', 'bytes=5-2'])('%s answers the whole object', async (Range) => {
    const got = await client.send(new GetObjectCommand({ ...object, Range }));
    expect(await got.Body?.transformToString()).toBe('0123456789');
    expect(got.$metadata.httpStatusCode).toBe(200);
  });

  it('rejects one that begins after the end', async () => {
    await expect(client.send(new GetObjectCommand({ ...object, Range: 'bytes=10-' }))).rejects.toMatchObject({
      name: 'InvalidRange',
      ActualObjectSize: '10',
      $metadata: { httpStatusCode: 416 },
    });
  });
});

describe('conditions of a read', () => {
  it('let pass what matches', async () => {
    const got = await client.send(new HeadObjectCommand({ ...object, IfMatch: ETag }));
    expect(got.ETag).toBe(ETag);
    await client.send(new HeadObjectCommand({ ...object, IfNoneMatch: '"other"' }));
  });

  it('answer 412 where If-Match or If-Unmodified-Since fails', async () => {
    await expect(client.send(new GetObjectCommand({ ...object, IfMatch: '"other"' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
    });
    await expect(
      client.send(new GetObjectCommand({ ...object, IfUnmodifiedSince: new Date(0) })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed', Condition: 'If-Unmodified-Since' });
  });

  it('answer 304 with the entity tag where If-None-Match or If-Modified-Since fails', async () => {
    const url = `${cloud.endpoint}/conditions/k`;
    const same = await fetch(url, { headers: { 'if-none-match': ETag } });
    expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, ETag, '']);
    const unchanged = await fetch(url, {
      headers: { 'if-modified-since': new Date(Date.now() + 1000).toUTCString() },
    });
    expect(unchanged.status).toBe(304);
  });

  it('let If-Match decide over If-Unmodified-Since', async () => {
    const got = await client.send(
      new HeadObjectCommand({ ...object, IfMatch: ETag, IfUnmodifiedSince: new Date(0) }),
    );
    expect(got.ETag).toBe(ETag);
  });
});

describe('conditions of a write', () => {
  it('keep an object from being overwritten', async () => {
    await expect(
      client.send(new PutObjectCommand({ ...object, Body: 'new', IfNoneMatch: '*' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    await expect(
      client.send(new PutObjectCommand({ ...object, Body: 'new', IfMatch: '"other"' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(
      client.send(new PutObjectCommand({ ...object, Key: 'missing', Body: 'new', IfMatch: ETag })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('let one of several writers create an object', async () => {
    const put = () =>
      client.send(new PutObjectCommand({ ...object, Key: 'once', Body: 'x', IfNoneMatch: '*' }));
    const results = await Promise.allSettled([put(), put(), put(), put()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('hold for a deletion', async () => {
    await client.send(new PutObjectCommand({ ...object, Key: 'guarded', Body: '0123456789' }));
    await expect(
      client.send(new DeleteObjectCommand({ ...object, Key: 'guarded', IfMatch: '"other"' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await client.send(new DeleteObjectCommand({ ...object, Key: 'guarded', IfMatch: ETag }));
    await expect(client.send(new HeadObjectCommand({ ...object, Key: 'guarded' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});
