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
  ListMultipartUploadsCommand,
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

describe('checksums of an upload', () => {
  const invalid = (message: string) => ({
    ...{ name: 'InvalidRequest', message, $metadata: { httpStatusCode: 400 } },
  });
  const badDigest = (message: string) => ({ name: 'BadDigest', message });
  const sha = { ChecksumAlgorithm: 'SHA256' } as const;

  it.each([
    [
      { ChecksumType: 'COMPOSITE' as const },
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    ],
    [
      { ...sha, ChecksumType: 'FULL_OBJECT' as const },
      'The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.',
    ],
    [{ ...sha, ChecksumType: 'HALF' as never }, 'Value for x-amz-checksum-type header is invalid.'],
  ])('rejects a type that can not be: %j', async (rest, message) => {
    await expect(begin('impossible', rest)).rejects.toMatchObject(invalid(message));
  });

  it('rejects a part with another algorithm, or without a SHA', async () => {
    const target = await begin('mismatch', sha);
    const expected =
      'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: ';
    await expect(upload(target, 1, SECOND, { ChecksumAlgorithm: 'CRC32' })).rejects.toMatchObject(
      invalid(`${expected}crc32`),
    );
    await expect(upload(target, 1, SECOND)).rejects.toMatchObject(invalid(`${expected}null`));
    const crc = await begin('computed', { ChecksumAlgorithm: 'CRC32' });
    const { ChecksumCRC32 } = await upload(crc, 1, Buffer.from('abc'));
    expect(ChecksumCRC32).toBe('NSRBwg==');
  });

  it('have to be listed with the parts where the object has a composite one', async () => {
    const target = await begin('listed', sha);
    const { PartNumber, ETag } = await upload(target, 1, SECOND, sha);
    await expect(complete(target, [{ PartNumber, ETag }])).rejects.toMatchObject(
      invalid(
        'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
      ),
    );
    const wrong = { PartNumber, ETag, ChecksumSHA256: SHAS[0] };
    await expect(complete(target, [wrong])).rejects.toMatchObject({ name: 'InvalidPart', PartNumber: '1' });
    await expect(complete(target, [{ PartNumber, ETag, ChecksumCRC32: 'NSRBwg==' }])).rejects.toMatchObject(
      badDigest('The crc32 you specified for part 1 did not match what we received.'),
    );
  });

  it('of the whole are verified, in their own algorithm and type', async () => {
    const target = await begin('promised', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [await upload(target, 1, SECOND)];
    const mismatch = badDigest('The crc32 you specified did not match the calculated checksum.');
    const crc32 = { ChecksumCRC32: 'NSRBwg==' };
    await expect(complete(target, parts, crc32)).rejects.toMatchObject(mismatch);
    await expect(complete(target, parts, { ChecksumCRC32C: 'NSRBwg==' })).rejects.toMatchObject(mismatch);
    await expect(complete(target, parts, { ChecksumType: 'COMPOSITE' })).rejects.toMatchObject(
      invalid(
        'The upload was created using the FULL_OBJECT checksum mode. The complete request must use the same checksum mode.',
      ),
    );
  });

  it('are none to list where the upload was begun without, and the object has a CRC64NVME', async () => {
    const target = await begin('default');
    const { PartNumber, ETag, ChecksumCRC32 } = await upload(target, 1, Buffer.from('aaa'), {
      ChecksumAlgorithm: 'CRC32',
    });
    await expect(complete(target, [{ PartNumber, ETag, ChecksumCRC32 }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(
      complete(target, [{ PartNumber, ETag }], { ChecksumType: 'FULL_OBJECT' }),
    ).rejects.toMatchObject(
      invalid(
        'The upload was created using the null checksum mode. The complete request must use the same checksum mode.',
      ),
    );
    expect(await complete(target, [{ PartNumber, ETag }])).toMatchObject({
      ...{ ChecksumCRC64NVME: 'Rnr2/5P7Gsk=', ChecksumType: 'FULL_OBJECT' },
    });
  });

  it('are told of a part where the upload or the part names an algorithm', async () => {
    const target = await begin('told');
    const bare = new UploadPartCommand({ ...target, PartNumber: 1, Body: 'x' });
    const { $metadata: _, ...rest } = await client.send(bare);
    expect(rest).toEqual({ ETag: '"9dd4e461268c8034f5c8564e155c67a6"', ServerSideEncryption: 'AES256' });
    expect(await upload(target, 1, SECOND, sha)).toMatchObject({ ChecksumSHA256: SHAS[1] });
  });

  it('are told of uploads under way', async () => {
    const { UploadId } = await begin('under-way', sha);
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'under-way' }));
    expect(Uploads).toMatchObject([{ UploadId, ChecksumAlgorithm: 'SHA256', ChecksumType: 'COMPOSITE' }]);
  });
});
