import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'objects';
const { client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});

describe('PutObject and GetObject', () => {
  it('return the bytes with what was said about them', async () => {
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'folder/note.txt',
        Body: 'hello\n',
        ContentType: 'text/plain',
        CacheControl: 'max-age=60',
        ContentEncoding: 'identity',
        ContentDisposition: 'inline',
        ContentLanguage: 'pt',
        Metadata: { FileSha256: 'abc' },
      }),
    );
    expect(put.ETag).toBe('"b1946ac92492d2347c6235b4d2611184"');
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'folder/note.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello\n');
    expect(got).toMatchObject({
      ETag: '"b1946ac92492d2347c6235b4d2611184"',
      ContentLength: 6,
      ContentType: 'text/plain',
      CacheControl: 'max-age=60',
      ContentEncoding: 'identity',
      ContentDisposition: 'inline',
      ContentLanguage: 'pt',
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
      Metadata: { filesha256: 'abc' },
    });
    expect(got.LastModified?.getMilliseconds()).toBe(0);
  });

  it('take any key', async () => {
    for (const Key of ['a b+c', 'ação/日本', 'x//y', 'ends/', '..', '%2F', 'quote\'"&<>', '/leading']) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(Key);
    }
  });

  it('take an empty object and a default content type', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: Buffer.alloc(0) }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'empty' }));
    expect(await got.Body?.transformToString()).toBe('');
    expect(got).toMatchObject({ ContentLength: 0, ContentType: 'application/octet-stream' });
  });

  it('stream a body of unknown make, in chunks with a trailing checksum', async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, 'streamed ');
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from([bytes.subarray(0, 1_000_001), bytes.subarray(1_000_001)], { objectMode: false }),
        ContentLength: bytes.length,
      }),
    );
    const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
    expect(Buffer.from(await Body!.transformToByteArray()).equals(bytes)).toBe(true);
    expect(ContentEncoding).toBeUndefined();
  });

  it('reject what is not there', async () => {
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'nope' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: 'nope',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'nope' }))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      client.send(new PutObjectCommand({ Bucket: 'no-bucket', Key: 'k', Body: 'x' })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('reject a key above 1024 bytes and metadata above 2 KB', async () => {
    const long = new PutObjectCommand({ Bucket, Key: 'é'.repeat(513), Body: 'x' });
    await expect(client.send(long)).rejects.toMatchObject({ name: 'KeyTooLongError' });
    const wordy = new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', Metadata: { a: 'x'.repeat(2048) } });
    await expect(client.send(wordy)).rejects.toMatchObject({ name: 'MetadataTooLarge' });
  });

  it('reject customer-provided keys by name', async () => {
    const put = new PutObjectCommand({
      ...{ Bucket, Key: 'k', Body: 'x' },
      ...{ SSECustomerAlgorithm: 'AES256', SSECustomerKey: Buffer.alloc(32).toString('base64') },
    });
    await expect(client.send(put)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The member SSECustomerAlgorithm of PutObject is not supported by local-cloud.',
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('GetObjectAttributes', () => {
  it('answers those asked for', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'attributes', Body: 'hello\n' }));
    const got = await client.send(
      new GetObjectAttributesCommand({
        ...{ Bucket, Key: 'attributes' },
        ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass', 'Checksum'],
      }),
    );
    expect(got).toMatchObject({
      ETag: 'b1946ac92492d2347c6235b4d2611184',
      ObjectSize: 6,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumCRC32: 'NjowIA==', ChecksumType: 'FULL_OBJECT' },
    });
  });
});

describe('DeleteObject and DeleteObjects', () => {
  it('succeed whether or not there is something to delete', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    const first = await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    const again = await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect(first.$metadata.httpStatusCode).toBe(204);
    expect(again.$metadata.httpStatusCode).toBe(204);
  });

  it('delete many, keys with white space and markup among them', async () => {
    const keys = [' both ends ', 'line\nbreak', 'a<b>&c', 'plain'];
    for (const Key of keys)
      await client.send(new PutObjectCommand({ Bucket, Key: `many/${Key}`, Body: 'x' }));
    const Objects = [...keys, 'missing'].map((Key) => ({ Key: `many/${Key}` }));
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect(Errors).toBeUndefined();
    const { KeyCount } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }));
    expect(KeyCount).toBe(0);
  });

  it('tell nothing in quiet mode', async () => {
    const { Deleted } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'x' }], Quiet: true } }),
    );
    expect(Deleted).toBeUndefined();
  });

  it('reject more than a thousand keys', async () => {
    const Objects = Array.from({ length: 1001 }, (_, index) => ({ Key: `k${index}` }));
    await expect(
      client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } })),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
