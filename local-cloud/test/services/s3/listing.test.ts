import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'listing';
/** In UTF-8 order, which differs from JavaScript's: the emoji has surrogates and comes last. */
const KEYS = ['a.txt', 'b/1', 'b/2', 'b/c/3', 'd', 'e+f g', 'z', 'é', '\uff5e', '😀'];
const { cloud, client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
  for (const Key of [...KEYS].reverse()) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});

const list = async (options: Omit<ConstructorParameters<typeof ListObjectsV2Command>[0], 'Bucket'>) => {
  const answer = await client.send(new ListObjectsV2Command({ Bucket, ...options }));
  return {
    ...answer,
    keys: answer.Contents?.map(({ Key }) => Key) ?? [],
    prefixes: answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
  };
};

describe('ListObjectsV2', () => {
  it('answers all keys in UTF-8 order with their properties', async () => {
    const { keys, KeyCount, MaxKeys, IsTruncated, Contents } = await list({});
    expect(keys).toEqual(KEYS);
    expect({ KeyCount, MaxKeys, IsTruncated }).toEqual({ KeyCount: 10, MaxKeys: 1000, IsTruncated: false });
    expect(Contents?.[0]).toMatchObject({
      Key: 'a.txt',
      Size: 5,
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      StorageClass: 'STANDARD',
    });
    expect(Contents?.[0]?.Owner).toBeUndefined();
  });

  it('rolls up what is behind the delimiter', async () => {
    const top = await list({ Delimiter: '/' });
    expect(top.prefixes).toEqual(['b/']);
    expect(top.keys).toEqual(KEYS.filter((key) => !key.startsWith('b/')));
    expect(top.KeyCount).toBe(8);
    const inside = await list({ Delimiter: '/', Prefix: 'b/' });
    expect([inside.keys, inside.prefixes]).toEqual([['b/1', 'b/2'], ['b/c/']]);
  });

  it('pages, with roll-ups counting as one each', async () => {
    const seen: unknown[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Delimiter: '/' })) {
      expect(page.KeyCount).toBe(2);
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    expect([...seen].sort()).toEqual(['b/', ...KEYS.filter((key) => !key.startsWith('b/'))].sort());
  });

  it('starts after a key, there or not', async () => {
    expect((await list({ StartAfter: 'd' })).keys).toEqual(KEYS.slice(5));
    expect((await list({ StartAfter: 'c' })).keys).toEqual(KEYS.slice(4));
  });

  it('answers nothing for max-keys 0', async () => {
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false, KeyCount: 0 });
  });

  it('percent-encodes names where asked to', async () => {
    expect((await list({ EncodingType: 'url' })).keys.slice(4, 8)).toEqual(['d', 'e%2Bf+g', 'z', '%C3%A9']);
  });

  it('rejects a token it has not given and a max-keys that is no number', async () => {
    await expect(list({ ContinuationToken: '%%' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
    });
    const answer = await fetch(`${cloud.endpoint}/${Bucket}?list-type=2&max-keys=x`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<ArgumentName>max-keys</ArgumentName>');
  });
});

describe('ListObjects', () => {
  it('pages by marker, and says the next one only with a delimiter', async () => {
    const plain = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2 }));
    expect(plain).toMatchObject({ IsTruncated: true, Marker: '' });
    expect(plain.NextMarker).toBeUndefined();
    const first = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2, Delimiter: '/' }));
    expect(first.NextMarker).toBe('b/');
    const next = await client.send(
      new ListObjectsCommand({ Bucket, MaxKeys: 2, Delimiter: '/', Marker: first.NextMarker }),
    );
    expect(next.Contents?.map(({ Key }) => Key)).toEqual(['d', 'e+f g']);
    expect(next.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });
});
