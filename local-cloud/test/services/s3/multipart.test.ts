import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'multipart';
const MIB = 1024 * 1024;
const FIRST = Buffer.alloc(5 * MIB, 'first ');
const SECOND = Buffer.from('the end');
const { client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});

const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();

async function begin(Key: string) {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ContentType: 'text/plain',
      Metadata: { made: 'of parts' },
    }),
  );
  return { Bucket, Key, UploadId };
}

async function upload(target: Awaited<ReturnType<typeof begin>>, PartNumber: number, Body: Buffer) {
  // The upload is begun without an algorithm, so that there are no checksums to list its parts with.
  const { ETag } = await client.send(new UploadPartCommand({ ...target, PartNumber, Body }));
  return { PartNumber, ETag };
}

const complete = (
  target: Awaited<ReturnType<typeof begin>>,
  Parts: { PartNumber: number; ETag?: string }[],
) => client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts } }));

describe('a multipart upload', () => {
  it('makes one object of its parts, whatever their order of arrival', async () => {
    const target = await begin('whole');
    const last = await upload(target, 7, SECOND);
    const first = await upload(target, 2, FIRST);
    const { ETag } = await complete(target, [first, last]);
    const expected = md5(Buffer.concat([md5(FIRST), md5(SECOND)])).toString('hex');
    expect(ETag).toBe(`"${expected}-2"`);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
    expect(Buffer.from(await got.Body!.transformToByteArray()).equals(Buffer.concat([FIRST, SECOND]))).toBe(
      true,
    );
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { made: 'of parts' }, ETag });
  });

  it('answers ranges across parts, and parts by number', async () => {
    const target = await begin('ranges');
    await complete(target, [await upload(target, 1, FIRST), await upload(target, 2, SECOND)]);
    const Range = `bytes=${FIRST.length - 2}-${FIRST.length + 2}`;
    const across = await client.send(new GetObjectCommand({ Bucket, Key: 'ranges', Range }));
    expect(await across.Body?.transformToString()).toBe(`${FIRST.subarray(-2)}the`);
    const part = await client.send(new GetObjectCommand({ Bucket, Key: 'ranges', PartNumber: 2 }));
    expect(await part.Body?.transformToString()).toBe('the end');
    expect(part).toMatchObject({ PartsCount: 2, $metadata: { httpStatusCode: 206 } });
  });

  it('becomes one piece when it is copied', async () => {
    const target = await begin('to-copy');
    await complete(target, [await upload(target, 1, FIRST), await upload(target, 2, SECOND)]);
    const { CopyObjectResult } = await client.send(
      new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/to-copy` }),
    );
    expect(CopyObjectResult?.ETag).toBe(`"${md5(Buffer.concat([FIRST, SECOND])).toString('hex')}"`);
  });

  it('takes parts from other objects', async () => {
    const target = await begin('source');
    await complete(target, [await upload(target, 1, Buffer.from('0123456789'))]);
    const copy = await begin('from-copy');
    const { CopyPartResult } = await client.send(
      new UploadPartCopyCommand({
        ...{ ...copy, PartNumber: 1 },
        ...{ CopySource: `${Bucket}/source`, CopySourceRange: 'bytes=2-4' },
      }),
    );
    await complete(copy, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'from-copy' }));
    expect(await Body?.transformToString()).toBe('234');
  });

  it('is completed again by the same request, and answered as before while its object is there', async () => {
    const target = await begin('again');
    const parts = [await upload(target, 1, SECOND)];
    const { $metadata: _, ...first } = await complete(target, parts);
    expect(await complete(target, parts)).toMatchObject(first);
    const noSuchUpload = { name: 'NoSuchUpload', $metadata: { httpStatusCode: 404 } };
    const other = [{ ...parts[0]!, ETag: `"${'0'.repeat(32)}"` }];
    await expect(complete(target, other)).rejects.toMatchObject(noSuchUpload);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'again' }));
    await expect(complete(target, parts)).rejects.toMatchObject(noSuchUpload);
  });

  it('is listed with its parts until it ends', async () => {
    const target = await begin('listed');
    await upload(target, 1, FIRST);
    await upload(target, 3, SECOND);
    const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed' }));
    expect(uploads.Uploads).toMatchObject([{ Key: 'listed', UploadId: target.UploadId }]);
    const parts = await client.send(new ListPartsCommand({ ...target, MaxParts: 1 }));
    expect(parts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1' });
    expect(parts.Parts).toMatchObject([{ PartNumber: 1, Size: FIRST.length }]);
    const { $metadata } = await client.send(new AbortMultipartUploadCommand(target));
    expect($metadata.httpStatusCode).toBe(204);
    await expect(client.send(new ListPartsCommand(target))).rejects.toMatchObject({
      name: 'NoSuchUpload',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'listed' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('rejects parts that are missing, too small or in the wrong order', async () => {
    const target = await begin('refused');
    const [small, last] = [await upload(target, 1, SECOND), await upload(target, 2, SECOND)];
    await expect(complete(target, [{ PartNumber: 9, ETag: '"none"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
      PartNumber: '9',
    });
    await expect(complete(target, [last, small])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete(target, [small, last])).rejects.toMatchObject({
      name: 'EntityTooSmall',
      ProposedSize: '7',
      MinSizeAllowed: '5242880',
    });
    await expect(complete(target, [])).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'You must specify at least one part',
    });
    await expect(client.send(new CompleteMultipartUploadCommand(target))).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  });

  it('tells the checksum of the part checksums', async () => {
    const Key = 'sums';
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA256' }),
    );
    const part = await client.send(
      new UploadPartCommand({
        ...{ Bucket, Key, UploadId, PartNumber: 1, Body: SECOND },
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    const sha = createHash('sha256').update(SECOND).digest();
    expect(part.ChecksumSHA256).toBe(sha.toString('base64'));
    const Parts = [{ PartNumber: 1, ETag: part.ETag, ChecksumSHA256: part.ChecksumSHA256 }];
    const done = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(done.ChecksumSHA256).toBe(`${createHash('sha256').update(sha).digest('base64')}-1`);
    expect(done.ChecksumType).toBe('COMPOSITE');
  });

  it('rejects a size that is not that of its parts', async () => {
    const Key = 'measured';
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const target = { Bucket, Key, UploadId };
    const { ETag } = await client.send(new UploadPartCommand({ ...target, PartNumber: 1, Body: SECOND }));
    const call = client.send(
      new CompleteMultipartUploadCommand({
        ...{ ...target, MpuObjectSize: 8, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } },
      }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: "The provided 'x-amz-mp-object-size' header value 8 does not match what was computed: 7",
    });
  });
});
