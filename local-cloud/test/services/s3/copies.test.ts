import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { client } = await useCloud(S3Client);
beforeAll(async () => {
  for (const Bucket of ['source', 'target']) await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(
    new PutObjectCommand({
      ...{ Bucket: 'source', Key: 'a b/ç', Body: 'hello\n', ContentType: 'text/plain' },
      ...{ Metadata: { kind: 'first' }, Tagging: 'team=red' },
    }),
  );
});

const CopySource = `source/${encodeURIComponent('a b/ç')}`;

describe('CopyObject', () => {
  it('copies bytes, metadata and tags', async () => {
    const { CopyObjectResult } = await client.send(
      new CopyObjectCommand({ Bucket: 'target', Key: 'copy', CopySource }),
    );
    expect(CopyObjectResult?.ETag).toBe('"b1946ac92492d2347c6235b4d2611184"');
    const got = await client.send(new GetObjectCommand({ Bucket: 'target', Key: 'copy' }));
    expect(await got.Body?.transformToString()).toBe('hello\n');
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { kind: 'first' }, TagCount: 1 });
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: 'target', Key: 'copy' }));
    expect(TagSet).toEqual([{ Key: 'team', Value: 'red' }]);
  });

  it('keeps the copy when the source is deleted', async () => {
    await client.send(new PutObjectCommand({ Bucket: 'source', Key: 'short-lived', Body: 'still here' }));
    await client.send(
      new CopyObjectCommand({ Bucket: 'target', Key: 'kept', CopySource: 'source/short-lived' }),
    );
    await client.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'short-lived' }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'target', Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('still here');
  });

  it('replaces metadata and tags where told to', async () => {
    await client.send(
      new CopyObjectCommand({
        ...{ Bucket: 'target', Key: 'replaced', CopySource, MetadataDirective: 'REPLACE' },
        ...{ ContentType: 'text/html', Metadata: { kind: 'second' } },
        ...{ TaggingDirective: 'REPLACE', Tagging: 'a=1&b=2' },
      }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket: 'target', Key: 'replaced' }));
    expect(head).toMatchObject({ ContentType: 'text/html', Metadata: { kind: 'second' }, TagCount: 2 });
  });

  it('rejects a copy onto itself that changes nothing', async () => {
    const onto = { Bucket: 'source', Key: 'a b/ç', CopySource };
    await expect(client.send(new CopyObjectCommand(onto))).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('trying to copy an object to itself'),
    });
    await client.send(
      new CopyObjectCommand({ ...onto, MetadataDirective: 'REPLACE', ContentType: 'text/plain' }),
    );
  });

  it('rejects a source that is missing, malformed or not as expected', async () => {
    const to = { Bucket: 'target', Key: 'never' };
    await expect(
      client.send(new CopyObjectCommand({ ...to, CopySource: 'source/none' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey', Key: 'none' });
    await expect(client.send(new CopyObjectCommand({ ...to, CopySource: 'nothing' }))).rejects.toMatchObject({
      name: 'InvalidArgument',
      ArgumentName: 'x-amz-copy-source',
    });
    await expect(
      client.send(new CopyObjectCommand({ ...to, CopySource, CopySourceIfMatch: '"other"' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });
});
