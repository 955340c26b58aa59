import http from 'node:http';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const { cloud, client } = await useCloud(S3Client);
beforeAll(async () => {
  for (const Bucket of ['my-bucket', 'my.dotted.bucket']) {
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'folder/k', Body: `from ${Bucket}` }));
  }
});

/** fetch does not let one choose the Host header. */
function ask(host: string, path: string): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(`${cloud.endpoint}${path}`, { headers: { host } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      })
      .on('error', reject);
  });
}

describe('a bucket', () => {
  it.each([
    'my-bucket.s3.amazonaws.com',
    'my-bucket.s3.us-west-2.amazonaws.com',
    'my-bucket.s3-us-west-2.amazonaws.com',
    'my-bucket.s3.dualstack.us-east-1.amazonaws.com',
    'my-bucket.s3.localhost.localstack.cloud:4566',
    'my-bucket.s3.localhost:4566',
    'my-bucket.localhost:4566',
  ])('answers at the host %s', async (host) => {
    expect(await ask(host, '/folder/k')).toEqual({ status: 200, text: 'from my-bucket' });
  });

  it('with dots in its name answers at a host, too', async () => {
    expect(await ask('my.dotted.bucket.s3.amazonaws.com', '/folder/k')).toEqual({
      ...{ status: 200, text: 'from my.dotted.bucket' },
    });
  });

  it.each(['s3.amazonaws.com', 's3.us-east-1.amazonaws.com', 's3.localhost.localstack.cloud', 'localhost'])(
    'answers at a path of the host %s',
    async (host) => {
      expect(await ask(host, '/my-bucket/folder/k')).toEqual({ status: 200, text: 'from my-bucket' });
    },
  );
});

describe('a path', () => {
  it.each(['/my-bucket/%AE%8A-', '/my-bucket/%zz'])('that is no UTF-8 is refused: %s', async (path) => {
    const { status, text } = await ask('localhost', path);
    expect(status).toBe(400);
    expect(text).toContain("<Code>InvalidURI</Code><Message>Couldn't parse the specified URI.</Message>");
    expect(text).toContain(`<URI>${path}</URI>`);
  });
});

describe('a presigned URL', () => {
  const stamp = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  const url = (time: number, seconds: number | string, more = '') =>
    `${cloud.endpoint}/my-bucket/folder/k?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
    `&X-Amz-Credential=test%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=${stamp(time)}` +
    `&X-Amz-Expires=${seconds}&X-Amz-SignedHeaders=host&X-Amz-Signature=0${more}`;

  it('works until it expires', async () => {
    const answer = await fetch(url(Date.now(), 60));
    expect([answer.status, await answer.text()]).toEqual([200, 'from my-bucket']);
    const late = await fetch(url(Date.now() - 120_000, 60));
    expect(late.status).toBe(403);
    const text = await late.text();
    expect(text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect(text).toContain('<X-Amz-Expires>60</X-Amz-Expires>');
  });

  it('has headers of an upload in its query string', async () => {
    const answer = await fetch(
      url(Date.now(), 60, '&x-amz-meta-colour=blue&x-amz-storage-class=STANDARD_IA').replace(
        'folder/k',
        'up',
      ),
      { method: 'PUT', body: 'x', headers: { 'x-amz-meta-size': 'small' } },
    );
    expect(answer.status).toBe(200);
    const { Metadata, StorageClass } = await client.send(
      new HeadObjectCommand({ Bucket: 'my-bucket', Key: 'up' }),
    );
    expect({ Metadata, StorageClass }).toEqual({
      ...{ Metadata: { colour: 'blue', size: 'small' }, StorageClass: 'STANDARD_IA' },
    });
  });

  it.each([
    ['x-amz-meta-v', 'a\r\nset-cookie: b'],
    ['x-amz-meta-a b', 'v'],
    ['x-amz-website-redirect-location', '/日本'],
  ])('may not bring what no header can have: %s: %s', async (name, value) => {
    const more = `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
    const at = url(Date.now(), 60, more).replace('folder/k', 'refused');
    const answer = await fetch(at, { method: 'PUT', body: 'x' });
    const text = await answer.text();
    expect([answer.status, text]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')]);
    expect(text).toContain(`<ArgumentName>${name}</ArgumentName>`);
    const head = new HeadObjectCommand({ Bucket: 'my-bucket', Key: 'refused' });
    await expect(client.send(head)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it.each(['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type'])(
    'may not have an answer with a header that there can not be: %s',
    async (header) => {
      const more = `&response-${header}=${encodeURIComponent('attachment; filename="日本.txt"')}`;
      const answer = await fetch(url(Date.now(), 60, more));
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining(
          '<Code>InvalidArgument</Code><Message>Header value cannot be represented using ISO-8859-1.</Message>' +
            `<ArgumentName>response-${header}</ArgumentName><ArgumentValue>attachment; filename=&quot;日本.txt&quot;</ArgumentValue>`,
        ),
      ]);
    },
  );

  it('overrides headers of the answer', async () => {
    const answer = await fetch(url(Date.now(), 60, '&response-content-type=text%2Fcsv'));
    expect(answer.headers.get('content-type')).toBe('text/csv');
    await answer.text();
  });

  it('may last a week at most', async () => {
    const answer = await fetch(url(Date.now(), 604_801));
    expect(await answer.text()).toContain('<Code>AuthorizationQueryParametersError</Code>');
  });

  it('of signature version 2 expires, too', async () => {
    const path = `${cloud.endpoint}/my-bucket/folder/k?AWSAccessKeyId=test&Signature=0&Expires=`;
    expect((await fetch(`${path}${Math.floor(Date.now() / 1000) + 60}`)).status).toBe(200);
    expect((await fetch(`${path}1`)).status).toBe(403);
  });
});

describe('an anonymous request', () => {
  it('may not override headers of the answer', async () => {
    const answer = await fetch(`${cloud.endpoint}/my-bucket/folder/k?response-content-type=text%2Fcsv`);
    expect(await answer.text()).toContain(
      'Request specific response headers cannot be used for anonymous GET requests.',
    );
  });
});

describe('an operation that is not supported', () => {
  it('is refused by name and not taken for another', async () => {
    const answer = await fetch(`${cloud.endpoint}/my-bucket/folder/k?retention`);
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain(
      '<Code>NotImplemented</Code><Message>The operation GetObjectRetention of Amazon S3 is not supported by local-cloud.</Message>',
    );
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'my-bucket', Key: 'folder/k' }));
    expect(await Body?.transformToString()).toBe('from my-bucket');
  });
});
