import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
  type ChecksumAlgorithm,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { RequestEvent } from '../../../src/index.ts';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'integrity';
const { cloud, client } = await useCloud(S3Client, { onRequest: (event) => onRequest(event) });
let onRequest: (event: RequestEvent) => void = () => {};
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});

const put = async (key: string, body: string, headers: Record<string, string>) => {
  const answer = await fetch(`${cloud.endpoint}/${Bucket}/${key}`, { method: 'PUT', body, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const get = async (key: string) => (await fetch(`${cloud.endpoint}/${Bucket}/${key}`)).text();

/** Of the text 123456789, from the catalogue of parametrised CRC algorithms. */
const SUMS: Record<string, string> = {
  crc32: Buffer.from('cbf43926', 'hex').toString('base64'),
  crc32c: Buffer.from('e3069283', 'hex').toString('base64'),
  crc64nvme: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  sha1: createHash('sha1').update('123456789').digest('base64'),
  sha256: createHash('sha256').update('123456789').digest('base64'),
};

describe('checksums', () => {
  it.each(Object.keys(SUMS))('accepts a right %s and answers it', async (name) => {
    const header = `x-amz-checksum-${name}`;
    const { status, headers } = await put(name, '123456789', { [header]: SUMS[name]! });
    expect([status, headers.get(header)]).toEqual([200, SUMS[name]]);
    const head = await fetch(`${cloud.endpoint}/${Bucket}/${name}`, {
      ...{ method: 'HEAD', headers: { 'x-amz-checksum-mode': 'ENABLED' } },
    });
    expect(head.headers.get(header)).toBe(SUMS[name]);
    expect(head.headers.get('x-amz-checksum-type')).toBe('FULL_OBJECT');
  });

  it.each(Object.keys(SUMS))('rejects a wrong %s and keeps nothing', async (name) => {
    const answer = await put('wrong', '12345678', { [`x-amz-checksum-${name}`]: SUMS[name]! });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      `<Code>BadDigest</Code><Message>The ${name.toUpperCase()} you specified did not match the calculated checksum.</Message>`,
    );
    expect(await get('wrong')).toContain('<Code>NoSuchKey</Code>');
  });

  it('rejects what can be no checksum, and two of them', async () => {
    const malformed = await put('k', 'x', { 'x-amz-checksum-crc32': 'nonsense' });
    expect(malformed.text).toContain('Value for x-amz-checksum-crc32 header is invalid.');
    const two = await put('k', 'x', {
      ...{ 'x-amz-checksum-crc32': SUMS.crc32!, 'x-amz-checksum-sha1': SUMS.sha1! },
    });
    expect(two.text).toContain('Expecting a single x-amz-checksum- header.');
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] satisfies ChecksumAlgorithm[])(
    'satisfies the SDK in computing %s',
    async (ChecksumAlgorithm) => {
      await client.send(new PutObjectCommand({ Bucket, Key: 'sdk', Body: '123456789', ChecksumAlgorithm }));
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'sdk', ChecksumMode: 'ENABLED' }));
      expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(SUMS[ChecksumAlgorithm.toLowerCase()]);
      expect(await got.Body?.transformToString()).toBe('123456789');
    },
  );

  it('computes CRC64NVME where none is given', async () => {
    await put('default', '123456789', {});
    const head = await client.send(
      new HeadObjectCommand({ Bucket, Key: 'default', ChecksumMode: 'ENABLED' }),
    );
    expect(head.ChecksumCRC64NVME).toBe(SUMS.crc64nvme);
  });
});

describe('Content-MD5', () => {
  it('is verified', async () => {
    const md5 = createHash('md5').update('right').digest('base64');
    expect((await put('md5', 'right', { 'content-md5': md5 })).status).toBe(200);
    expect((await put('md5', 'wrong', { 'content-md5': md5 })).text).toContain('<Code>BadDigest</Code>');
    expect((await put('md5', 'x', { 'content-md5': 'abc' })).text).toContain('<Code>InvalidDigest</Code>');
    expect(await get('md5')).toBe('right');
  });
});

describe('x-amz-content-sha256', () => {
  it('is verified', async () => {
    const sha = createHash('sha256').update('right').digest('hex');
    expect((await put('sha', 'right', { 'x-amz-content-sha256': sha })).status).toBe(200);
    const wrong = await put('sha', 'wrong', { 'x-amz-content-sha256': sha });
    expect(wrong.text).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
    expect(wrong.text).toContain(`<ClientComputedContentSHA256>${sha}</ClientComputedContentSHA256>`);
  });
});

describe('an aws-chunked body', () => {
  const chunked = (text: string) => `${text.length.toString(16)};chunk-signature=0\r\n${text}\r\n`;
  const framed = `${chunked('12345')}${chunked('6789')}0;chunk-signature=0\r\n`;
  const headers = {
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'content-encoding': 'aws-chunked,gzip',
    'x-amz-decoded-content-length': '9',
  };

  it('loses its frame', async () => {
    expect((await put('framed', `${framed}\r\n`, headers)).status).toBe(200);
    const { ContentEncoding, ContentLength } = await client.send(
      new HeadObjectCommand({ Bucket, Key: 'framed' }),
    );
    expect({ ContentEncoding, ContentLength }).toEqual({ ContentEncoding: 'gzip', ContentLength: 9 });
  });

  it('has its trailing checksum verified', async () => {
    const trailing = {
      ...headers,
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    };
    const right = await put('t', `${framed}x-amz-checksum-crc32:${SUMS.crc32}\r\n\r\n`, trailing);
    expect([right.status, right.headers.get('x-amz-checksum-crc32')]).toEqual([200, SUMS.crc32]);
    const wrong = await put('t', `${framed}x-amz-checksum-crc32:AAAAAA==\r\n\r\n`, trailing);
    expect(wrong.text).toContain('<Code>BadDigest</Code>');
  });

  it.each([
    ['x-own, aws-chunked', 'x-own'],
    ['aws-chunked, x-own', 'x-own'],
    ['aws-chunked, aws-chunked', undefined],
  ])('is none where only the encoding says so: %s', async (encoding, kept) => {
    expect((await put('bare', 'plain', { 'content-encoding': encoding })).status).toBe(200);
    expect(await get('bare')).toBe('plain');
    const { ContentEncoding } = await client.send(new HeadObjectCommand({ Bucket, Key: 'bare' }));
    expect(ContentEncoding).toBe(kept);
  });

  it.each([
    ['ends too early', chunked('12345'), 'IncompleteBody'],
    ['is shorter than announced', `${chunked('12345')}0\r\n\r\n`, 'IncompleteBody'],
    ['has no frame', 'plain text\r\n', 'InvalidRequest'],
  ])('rejects one that %s', async (_what, body, code) => {
    const answer = await put('bad-frame', body, headers);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });
});

describe('an upload', () => {
  const send = (request: http.ClientRequest, body?: string) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', async (response) => {
        resolve({ status: response.statusCode, text: await text(response) });
      });
      request.end(body);
    });
  const unknownLength = () => http.request(`${cloud.endpoint}/${Bucket}/unknown-length`, { method: 'PUT' });

  it('without a length is refused, for its transfer encoding where it has one', async () => {
    const request = unknownLength();
    request.write('in chunks');
    const chunked = await send(request);
    expect([chunked.status, chunked.text]).toEqual([
      ...[501, expect.stringContaining('<Code>NotImplemented</Code>')],
    ]);
    expect(chunked.text).toContain('<Header>Transfer-Encoding</Header>');
    const neither = unknownLength();
    neither.useChunkedEncodingByDefault = false;
    const without = await send(neither);
    expect([without.status, without.text]).toEqual([
      ...[411, expect.stringContaining('<Code>MissingContentLength</Code>')],
    ]);
  });

  it.each(['200', ''])('that expects what S3 does not know is taken: %j', async (expectation) => {
    const request = http.request(`${cloud.endpoint}/${Bucket}/expecting`, {
      ...{ method: 'PUT', headers: { expect: expectation, 'content-length': 4 } },
    });
    expect((await send(request, 'body')).status).toBe(200);
    expect(await get('expecting')).toBe('body');
  });

  it('keeps its content encoding as it was sent', async () => {
    await put('encoded', 'x', { 'content-encoding': 'deflate, gzip' });
    const { ContentEncoding } = await client.send(new HeadObjectCommand({ Bucket, Key: 'encoded' }));
    expect(ContentEncoding).toBe('deflate, gzip');
  });

  it('that breaks off leaves nothing behind', async () => {
    const marker = randomUUID();
    await put('marker', marker, {});
    const folder = await folderWith(marker);
    const files = await readdir(folder);
    const noticed = new Promise<void>((resolve) => {
      onRequest = (event) => event.path === `/${Bucket}/broken` && resolve();
    });
    const request = http.request(`${cloud.endpoint}/${Bucket}/broken`, {
      ...{ method: 'PUT', headers: { 'content-length': 1_000_000, expect: '100-continue' } },
    });
    request.on('error', () => {});
    request.on('continue', () => request.write(Buffer.alloc(200_000), () => request.destroy()));
    request.flushHeaders();
    await noticed;
    expect(await readdir(folder)).toEqual(files);
    expect(await get('broken')).toContain('<Code>NoSuchKey</Code>');
  });
});

/** Where the cloud under test keeps its objects: other clouds may run on this machine. */
async function folderWith(text: string): Promise<string> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith('local-cloud-'));
  for (const folder of names.map((name) => path.join(tmpdir(), name, 's3'))) {
    for (const file of await readdir(folder).catch(() => [])) {
      const content = await readFile(path.join(folder, file), 'utf8').catch(() => '');
      if (content === text) return folder;
    }
  }
  throw new Error('no folder has the marker');
}
