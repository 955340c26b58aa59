import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { KeptCloud } from './support.ts';

const Bucket = 'kept';
let cloud: KeptCloud;
let client: S3Client;
beforeAll(async () => {
  cloud = await KeptCloud.start();
  client = new S3Client(cloud.config);
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  client.destroy();
  await cloud.remove();
});

async function restart(): Promise<void> {
  client.destroy();
  await cloud.restart();
  client = new S3Client(cloud.config);
}

const put = (Key: string, Body: string, more = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const text = async (Key: string, VersionId?: string) =>
  (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();

describe('S3 with a folder', () => {
  it('finds objects again, with what was said about them, in the order of listings', async () => {
    await put('kept/größe/ü.txt', 'ümlaut', { ContentType: 'text/plain', Metadata: { colour: 'blue' } });
    await put('kept/a', 'first');
    await put('kept/a', 'second');
    await put('kept/gone', 'x');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'kept/gone' }));
    await client.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'kept/a', Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }),
    );
    const list = () => client.send(new ListObjectsV2Command({ Bucket, Prefix: 'kept/' }));
    const before = await list();
    await restart();
    const { Contents } = await list();
    expect(Contents).toEqual(before.Contents);
    expect(Contents?.map(({ Key }) => Key)).toEqual(['kept/a', 'kept/größe/ü.txt']);
    expect(await text('kept/a')).toBe('second');
    const found = await client.send(new GetObjectCommand({ Bucket, Key: 'kept/größe/ü.txt' }));
    expect(await found.Body?.transformToString()).toBe('ümlaut');
    expect([found.ContentType, found.Metadata]).toEqual(['text/plain', { colour: 'blue' }]);
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'kept/a' }));
    expect(TagSet).toEqual([{ Key: 'k', Value: 'v' }]);
  });

  it('finds versions, delete markers and configuration again', async () => {
    const Other = 'kept-versions';
    await client.send(new CreateBucketCommand({ Bucket: Other }));
    await client.send(
      new PutBucketVersioningCommand({ Bucket: Other, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const CORSConfiguration = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] };
    await client.send(new PutBucketCorsCommand({ Bucket: Other, CORSConfiguration }));
    await client.send(new PutObjectCommand({ Bucket: Other, Key: 'k', Body: 'one' }));
    await client.send(new PutObjectCommand({ Bucket: Other, Key: 'k', Body: 'two' }));
    await client.send(new DeleteObjectCommand({ Bucket: Other, Key: 'k' }));
    const before = await client.send(new ListObjectVersionsCommand({ Bucket: Other }));
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    await restart();
    const after = await client.send(new ListObjectVersionsCommand({ Bucket: Other }));
    expect(after.Versions).toEqual(before.Versions);
    expect(after.DeleteMarkers).toEqual(before.DeleteMarkers);
    const oldest = after.Versions?.at(-1)?.VersionId;
    const found = await client.send(new GetObjectCommand({ Bucket: Other, Key: 'k', VersionId: oldest }));
    expect(await found.Body?.transformToString()).toBe('one');
    const versioning = await client.send(new GetBucketVersioningCommand({ Bucket: Other }));
    expect(versioning.Status).toBe('Enabled');
    const cors = await client.send(new GetBucketCorsCommand({ Bucket: Other }));
    expect(cors.CORSRules).toEqual(CORSConfiguration.CORSRules);
    expect((await client.send(new ListBucketsCommand({}))).Buckets).toEqual(Buckets);
  });

  it('goes on with an upload that was under way', async () => {
    const Key = 'large';
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = (PartNumber: number, Body: string) =>
      client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    const first = await part(1, 'x'.repeat(5 * 1024 * 1024));
    await restart();
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect(listed.Parts?.map(({ ETag, Size }) => [ETag, Size])).toEqual([[first.ETag, 5_242_880]]);
    const second = await part(2, 'end');
    const Parts = [first, second].map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 }));
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    await restart();
    expect((await text(Key))?.length).toBe(5_242_883);
  });

  it('keeps one file for each object, and sweeps away what nothing refers to', async () => {
    const files = () => readdir(path.join(cloud.folder, 's3'));
    await put('staying', 'here');
    const before = (await files()).length;
    await put('swept', 'one');
    await put('swept', 'two');
    expect((await files()).length).toBe(before + 1);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'swept' }));
    expect((await files()).length).toBe(before);
    await writeFile(path.join(cloud.folder, 's3', `${'0'.repeat(40)}.part`), 'half');
    await restart();
    expect(await text('staying')).toBe('here');
    await restart();
    expect((await files()).length).toBe(before);
  });
});
