import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  UploadPartCommand,
  type UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'multipart-checksums';
const FIRST = Buffer.alloc(5 * 1024 * 1024, 'first ');
const SECOND = Buffer.from('the end');
const { cloud } = await useCloud(S3Client);
/** Sends no checksums of its own accord. */
const client = new S3Client({ ...cloud.config, requestChecksumCalculation: 'WHEN_REQUIRED', maxAttempts: 1 });
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => client.destroy());

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const SHAS = [FIRST, SECOND].map((each) => sha256(each).toString('base64'));
/** Without the number of parts. */
const COMPOSITE = sha256(Buffer.concat([sha256(FIRST), sha256(SECOND)])).toString('base64');
const WHOLE = Buffer.alloc(4);
WHOLE.writeUInt32BE(crc32(Buffer.concat([FIRST, SECOND])));

async function begin(Key: string, rest: Partial<CreateMultipartUploadCommandInput> = {}) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...rest }));
  return { Bucket, Key, UploadId };
}

type Target = Awaited<ReturnType<typeof begin>>;

async function upload(
  target: Target,
  PartNumber: number,
  Body: Buffer,
  rest: Partial<UploadPartCommandInput> = {},
) {
  const part = await client.send(new UploadPartCommand({ ...target, PartNumber, Body, ...rest }));
  const { ETag, ChecksumSHA256, ChecksumCRC32 } = part;
  return { PartNumber, ETag, ChecksumSHA256, ChecksumCRC32 };
}

const complete = (target: Target, Parts: object[], rest: Partial<CompleteMultipartUploadCommandInput> = {}) =>
  client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts }, ...rest }));

/** An object of two parts. */
async function make(Key: string, rest: Partial<CreateMultipartUploadCommandInput>) {
  const target = await begin(Key, rest);
  const { ChecksumAlgorithm } = rest;
  const parts = [
    await upload(target, 1, FIRST, { ChecksumAlgorithm }),
    await upload(target, 2, SECOND, { ChecksumAlgorithm }),
  ];
  return complete(target, parts);
}

const attributes = (Key: string, rest: object = {}) =>
  client.send(
    new GetObjectAttributesCommand({
      ...{ Bucket, Key, ObjectAttributes: ['Checksum', 'ObjectParts'], ...rest },
    }),
  );

const part = (Key: string, PartNumber: number) =>
  client.send(new GetObjectCommand({ Bucket, Key, PartNumber, ChecksumMode: 'ENABLED' }));

describe('an object whose checksum is made of those of its parts', () => {
  beforeAll(async () => {
    const done = await make('composite', { ChecksumAlgorithm: 'SHA256' });
    expect(done).toMatchObject({ ChecksumSHA256: `${COMPOSITE}-2`, ChecksumType: 'COMPOSITE' });
  });

  it('has its parts among its attributes', async () => {
    const { Checksum, ObjectParts } = await attributes('composite');
    expect(Checksum).toEqual({ ChecksumSHA256: COMPOSITE, ChecksumType: 'COMPOSITE' });
    expect(ObjectParts).toEqual({
      ...{ TotalPartsCount: 2, MaxParts: 1000, IsTruncated: false },
      ...{ PartNumberMarker: '0', NextPartNumberMarker: '2' },
      Parts: [
        { PartNumber: 1, Size: FIRST.length, ChecksumSHA256: SHAS[0] },
        { PartNumber: 2, Size: SECOND.length, ChecksumSHA256: SHAS[1] },
      ],
    });
  });

  it('tells its parts by pages', async () => {
    const first = await attributes('composite', { MaxParts: 1 });
    expect(first.ObjectParts).toMatchObject({ MaxParts: 1, IsTruncated: true, NextPartNumberMarker: '1' });
    expect(first.ObjectParts?.Parts).toMatchObject([{ PartNumber: 1 }]);
    const next = await attributes('composite', { MaxParts: 1, PartNumberMarker: '1' });
    expect(next.ObjectParts).toMatchObject({ PartNumberMarker: '1', IsTruncated: false, TotalPartsCount: 2 });
    expect(next.ObjectParts?.Parts).toMatchObject([{ PartNumber: 2 }]);
    const past = await attributes('composite', { PartNumberMarker: '10' });
    expect(past.ObjectParts).toMatchObject({ PartNumberMarker: '10', NextPartNumberMarker: '0' });
    expect(past.ObjectParts?.Parts).toBeUndefined();
  });

  it('answers the checksum of a part with that part', async () => {
    const got = await part('composite', 2);
    expect(got).toMatchObject({ ChecksumSHA256: SHAS[1], ChecksumType: 'COMPOSITE', PartsCount: 2 });
    expect(await got.Body?.transformToString()).toBe('the end');
  });
});

describe('an object whose checksum is of its bytes', () => {
  beforeAll(async () => {
    const done = await make('full', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    expect(done).toMatchObject({ ChecksumCRC32: WHOLE.toString('base64'), ChecksumType: 'FULL_OBJECT' });
  });

  it('has the number of its parts among its attributes', async () => {
    const { Checksum, ObjectParts } = await attributes('full');
    expect(Checksum).toEqual({ ChecksumCRC32: WHOLE.toString('base64'), ChecksumType: 'FULL_OBJECT' });
    expect(ObjectParts).toEqual({ TotalPartsCount: 2 });
  });

  it('answers no checksum with one part of several, and its own with all of it', async () => {
    const got = await part('full', 1);
    expect([got.ChecksumCRC32, got.ChecksumType, got.ContentLength]).toEqual([
      ...[undefined, undefined, FIRST.length],
    ]);
    await got.Body?.transformToByteArray();
    const target = await begin('single', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const only = await upload(target, 1, SECOND, { ChecksumAlgorithm: 'CRC32' });
    await complete(target, [only]);
    const head = await client.send(
      new HeadObjectCommand({ Bucket, Key: 'single', PartNumber: 1, ChecksumMode: 'ENABLED' }),
    );
    expect(head).toMatchObject({ ChecksumCRC32: only.ChecksumCRC32, ChecksumType: 'FULL_OBJECT' });
  });
});
