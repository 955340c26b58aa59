import { S3 } from '@aws-sdk/client-s3';
import { toText } from '../../src/core/records/structured.ts';
import { DiskStore } from '../../src/core/store/disk/disk-store.ts';
import { KeptCloud } from './support.ts';

let cloud: KeptCloud;
beforeEach(async () => {
  cloud = await KeptCloud.start();
  await cloud.stop();
});
afterEach(() => cloud.remove());

/** Puts the records into the folder as versions before had them, when configurations were the documents that came. */
async function asFirstFormat(records: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  const store = await DiskStore.open(cloud.folder);
  const formats = { space: store.space('formats'), key: 's3', value: '1' };
  const writes = Object.entries(records).flatMap(([space, entries]) =>
    Object.entries(entries).map(([key, record], place) => ({
      ...{ space: store.space(`s3/global/${space}`), key, value: toText([place, record]) },
    })),
  );
  store.write([formats, ...writes]);
  await store.close();
}

const bucket = (configuration: readonly (readonly [string, object])[]) => ({
  ...{ name: 'old', region: 'us-east-1', creationDate: new Date(0), acl: 'private' },
  configuration: new Map(configuration),
});

describe('what S3 kept in its first format', () => {
  it('is there under the names of members', async () => {
    const Rule = {
      ...{ ID: 'r', Status: 'Enabled', Filter: { Prefix: '' } },
      Expiration: { Date: '2030-01-01T00:00:00.000Z' },
      Transition: [
        { Days: '30', StorageClass: 'GLACIER' },
        { Days: '90', StorageClass: 'DEEP_ARCHIVE' },
      ],
    };
    const headers = {
      ...{ 'content-type': 'text/plain', 'x-amz-server-side-encryption': 'AES256' },
      ...{ 'x-amz-storage-class': 'STANDARD_IA', expires: 'some day' },
    };
    const object = {
      ...{ kind: 'object', key: 'k', versionId: 'null', lastModified: new Date(0), etag: 'e', size: 0 },
      ...{ headers, metadata: { colour: 'blue' }, blobs: [], tags: [], acl: 'private' },
      checksum: { algorithm: 'CRC32', value: 'AAAAAA==', type: 'FULL_OBJECT' },
    };
    const upload = {
      ...{ uploadId: 'u', key: 'k', initiated: new Date(0), algorithm: 'CRC32', checksumType: 'COMPOSITE' },
      ...{ algorithmChosen: false, tags: [], acl: 'private', headers, metadata: {} },
    };
    const documents = [
      ['lifecycle', { Rule }],
      ['cors', { CORSRule: { AllowedMethod: 'GET', AllowedOrigin: ['a', 'b'], MaxAgeSeconds: '30' } }],
      ['tagging', { TagSet: { Tag: { Key: 'a', Value: '' } } }],
      ['publicAccessBlock', { BlockPublicAcls: 'TRUE' }],
      ['ownershipControls', {}],
    ] as const;
    await asFirstFormat({
      buckets: { old: bucket(documents) },
      'objects/old': { k: [object, { kind: 'delete-marker', key: 'k', versionId: 'v' }] },
      'uploads/old': { u: upload },
    });
    await cloud.restart();
    const s3 = new S3(cloud.config);
    const Bucket = 'old';
    expect((await s3.getBucketLifecycleConfiguration({ Bucket })).Rules).toEqual([
      {
        ...{ ID: 'r', Status: 'Enabled', Filter: { Prefix: '' } },
        Expiration: { Date: new Date('2030-01-01T00:00:00.000Z') },
        Transitions: [
          { Days: 30, StorageClass: 'GLACIER' },
          { Days: 90, StorageClass: 'DEEP_ARCHIVE' },
        ],
      },
    ]);
    expect((await s3.getBucketCors({ Bucket })).CORSRules).toEqual([
      { AllowedMethods: ['GET'], AllowedOrigins: ['a', 'b'], MaxAgeSeconds: 30 },
    ]);
    expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual([{ Key: 'a', Value: '' }]);
    expect((await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration).toEqual({
      ...{ BlockPublicAcls: true, IgnorePublicAcls: false },
      ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
    });
    await expect(s3.getBucketOwnershipControls({ Bucket })).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
    });
    expect(await s3.headObject({ Bucket, Key: 'k' })).toMatchObject({
      ...{ ContentType: 'text/plain', StorageClass: 'STANDARD_IA', ServerSideEncryption: 'AES256' },
      ...{ ExpiresString: 'some day', Metadata: { colour: 'blue' } },
    });
    expect((await s3.listMultipartUploads({ Bucket })).Uploads).toMatchObject([
      { Key: 'k', StorageClass: 'STANDARD_IA' },
    ]);
    s3.destroy();
  });

  it('is refused by name where S3 knows no such thing', async () => {
    await asFirstFormat({ buckets: { old: bucket([['cors', { CORSRule: { Nonsense: 'x' } }]]) } });
    await expect(cloud.restart()).rejects.toThrow(
      'The cors configuration of the bucket old has elements that S3 does not know: start once with the version of local-cloud that wrote it and delete that, or begin anew (local-cloud reset).',
    );
  });
});
