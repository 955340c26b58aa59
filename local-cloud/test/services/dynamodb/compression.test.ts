import http from 'node:http';
import { crc32, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { used } from '../../support/cloud.ts';
import { startDynamoDb } from './support.ts';

const bed = await used(startDynamoDb());
beforeAll(async () => {
  await bed.table('texts', ['p:S']);
  for (const [p, length] of [
    ['small', 2000],
    ['large', 5000],
  ] as const) {
    await bed.client.putItem({ TableName: 'texts', Item: { p: { S: p }, x: { S: 'x'.repeat(length) } } });
  }
});

/** A request and its answer as they are on the wire. */
function send(operation: string, body: string | Buffer, headers: http.OutgoingHttpHeaders) {
  const all = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  return new Promise<{ status?: number; encoding?: string; crc?: string; body: Buffer }>(
    (resolve, reject) => {
      const url = String(bed.config.endpoint);
      const request = http.request(
        url,
        { method: 'POST', headers: { ...all, ...headers } },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          const { 'content-encoding': encoding, 'x-amz-crc32': crc } = response.headers;
          resolve({
            ...{ status: response.statusCode, encoding, crc: crc as string, body: Buffer.concat(chunks) },
          });
        },
      );
      request.once('error', reject).end(body);
    },
  );
}

const get = (p: string, accepted: string) =>
  send('GetItem', JSON.stringify({ TableName: 'texts', Key: { p: { S: p } } }), {
    'accept-encoding': accepted,
  });

describe('an answer', () => {
  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ])('above 4 KB is compressed by %s where it is accepted', async (name, decompress) => {
    const { encoding, body, crc } = await get('large', name);
    expect(encoding).toBe(name);
    expect(body.length).toBeLessThan(200);
    expect(crc).toBe(String(crc32(body)));
    expect(JSON.parse(decompress(body).toString())).toEqual({
      Item: { p: { S: 'large' }, x: { S: 'x'.repeat(5000) } },
    });
  });

  it('up to 4 KB is not', async () => {
    expect((await get('small', 'gzip')).encoding).toBeUndefined();
  });

  // What us-east-1 answers, as the public tests of Alternator have it.
  it.each([
    ['identity', undefined],
    ['br', undefined],
    ['x-gzip', undefined],
    ['gzip, deflate', 'gzip'],
    ['br, identity, deflate, gzip', 'deflate'],
    ['dog, GZIP ,, cat', 'gzip'],
    ['br, gzip;q=0, deflate; q = 0.5 , identity;q=0', 'deflate'],
    ['*', 'gzip'],
    ['*, deflate', 'deflate'],
    ['*, deflate;q=0.5', 'gzip'],
    ['*, gzip;q=0.5', 'deflate'],
    ['*;q=0', undefined],
    ['gzip;q=0.5,identity;q=0.8', 'gzip'],
    ['deflate;q=0.5, gzip;q=31', 'gzip'],
    ['gzip;q=31,deflate;q=51', 'gzip'],
    ['deflate;q=0.5,gzip;q=0.', 'deflate'],
    ['deflate;q=0.5,gzip;q=0.x', 'gzip'],
    ['deflate;q=-0.5,gzip;q=0.2', 'gzip'],
    ['gzip;q= 0;q=1', undefined],
    ['gzip;q =0;q=1', 'gzip'],
    ['gzip;q=0, gzip;q=1, gzip;q=0', 'gzip'],
  ])('takes of "%s" %s', async (accepted, encoding) => {
    expect((await get('large', accepted)).encoding).toBe(encoding);
  });
});

describe('a request', () => {
  const body = Buffer.from(JSON.stringify({ TableName: 'texts', Key: { p: { S: 'absent' } } }));

  it.each([
    ['gzip', gzipSync(body)],
    ['gzip', Buffer.concat([gzipSync(body.subarray(0, 9)), gzipSync(body.subarray(9))])],
    ['deflate', deflateSync(body)],
  ])('is taken that is compressed by %s', async (encoding, bytes) => {
    const answer = await send('GetItem', bytes, { 'content-encoding': encoding });
    expect([answer.status, answer.body.toString()]).toEqual([200, '{}']);
  });

  it.each([
    ['gzip', body],
    ['gzip', Buffer.alloc(0)],
    ['gzip', gzipSync(body).subarray(0, -1)],
    ['deflate', body],
    ['garbage', body],
  ])('is answered 500 that is no %s', async (encoding, bytes) => {
    const { status, body: text } = await send('GetItem', bytes, { 'content-encoding': encoding });
    expect(status).toBe(500);
    expect(JSON.parse(text.toString())).toMatchObject({
      __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
      message: expect.stringContaining(encoding),
    });
  });

  it('is refused that becomes more than 16 MB', async () => {
    const bytes = gzipSync(Buffer.alloc(20 * 1024 * 1024, 0x20));
    expect((await send('GetItem', bytes, { 'content-encoding': 'gzip' })).status).toBe(413);
  });
});
