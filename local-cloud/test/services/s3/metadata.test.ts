import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'metadata';
const { cloud, client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});

/** What comes back of a value that is sent in a header, a character a byte. */
async function answered(sent: string): Promise<string | undefined> {
  const headers = { 'x-amz-meta-sent': sent };
  const answer = await fetch(`${cloud.endpoint}/${Bucket}/k`, { method: 'PUT', body: 'x', headers });
  expect(answer.status).toBe(200);
  const { Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  return Metadata?.sent;
}

describe('user metadata', () => {
  it.each(['plain', '!"#$%&()*+,-./:;<=>?@[]^_`{|}~', 'a =? b'])(
    'comes back as it is in ASCII: %s',
    async (text) => {
      expect(await answered(text)).toBe(text);
    },
  );

  it.each([
    ['test_—_file%E2%80%94_é_2?.pdf', '=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?='],
    ['ÄMÄZÕÑ S3', '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?='],
    ['\uFFFD'.repeat(7), '=?UTF-8?B?77+977+977+977+977+977+977+9?='],
  ])('is encoded for mail beyond it: %s', async (text, expected) => {
    expect(await answered(Buffer.from(text).toString('latin1'))).toBe(expected);
    expect(await answered(expected)).toBe(expected);
  });

  it.each([
    ['=?UTF-8?Q?actually-ascii?=', 'actually-ascii'],
    ['=?UTF-8?B?YWJj?=', 'abc'],
    ['=?UTF-8?B?AAECAw==?=', '=?UTF-8?B?AAECAw==?='],
  ])('is decoded where it was sent so: %s', async (sent, expected) => {
    expect(await answered(sent)).toBe(expected);
  });

  it('may be of any characters in the query of a presigned URL', async () => {
    const query = new URLSearchParams({ 'x-amz-meta-foo': 'non-ascii-%E2%80%94_—_é_' });
    const answer = await fetch(`${cloud.endpoint}/${Bucket}/query?${query}`, { method: 'PUT', body: 'x' });
    expect(answer.status).toBe(200);
    const { Metadata } = await client.send(new GetObjectCommand({ Bucket, Key: 'query' }));
    expect(Metadata).toEqual({ foo: '=?UTF-8?Q?non-ascii-%E2%80%94=5F=E2=80=94=5F=C3=A9=5F?=' });
  });
});
