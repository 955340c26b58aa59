import {
  CreateBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'configured';
const { cloud, client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});

describe('a new bucket', () => {
  const Bucket = 'untouched';
  beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

  it.each([
    ['NoSuchBucketPolicy', () => client.send(new GetBucketPolicyCommand({ Bucket }))],
    ['NoSuchCORSConfiguration', () => client.send(new GetBucketCorsCommand({ Bucket }))],
    [
      'NoSuchLifecycleConfiguration',
      () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    ],
    ['NoSuchTagSet', () => client.send(new GetBucketTaggingCommand({ Bucket }))],
    ['NoSuchWebsiteConfiguration', () => client.send(new GetBucketWebsiteCommand({ Bucket }))],
    ['ReplicationConfigurationNotFoundError', () => client.send(new GetBucketReplicationCommand({ Bucket }))],
    [
      'ObjectLockConfigurationNotFoundError',
      () => client.send(new GetObjectLockConfigurationCommand({ Bucket })),
    ],
  ])('answers %s', async (name, ask) => {
    await expect(ask()).rejects.toMatchObject({
      ...{ name, BucketName: Bucket, $metadata: { httpStatusCode: 404 } },
    });
  });

  it('is encrypted, private and of its owner', async () => {
    const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    const block = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const ownership = await client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const { Grants, Owner } = await client.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([
      { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  it('has neither logging, notifications, acceleration nor requester pays', async () => {
    const logging = await client.send(new GetBucketLoggingCommand({ Bucket }));
    expect(logging.LoggingEnabled).toBeUndefined();
    const notification = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(notification.LambdaFunctionConfigurations).toBeUndefined();
    const accelerate = await client.send(new GetBucketAccelerateConfigurationCommand({ Bucket }));
    expect(accelerate.Status).toBeUndefined();
    const payment = await client.send(new GetBucketRequestPaymentCommand({ Bucket }));
    expect(payment.Payer).toBe('BucketOwner');
  });
});

describe('a configuration', () => {
  it('comes back as it was put, and goes when deleted', async () => {
    const CORSRules = [
      { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['https://a.example', '*'], MaxAgeSeconds: 30 },
      { AllowedMethods: ['DELETE'], AllowedOrigins: ['*'], AllowedHeaders: ['x-a & <b>'] },
    ];
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    await client.send(new DeleteBucketCorsCommand({ Bucket }));
    await expect(client.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });

  it('rejects an id of a lifecycle rule that is too long', async () => {
    const rules = (length: number) => {
      const ID = 'a'.repeat(length);
      const Rules = [{ ID, Status: 'Enabled' as const, Prefix: 'long/', Expiration: { Days: 2 } }];
      const LifecycleConfiguration = { Rules };
      return client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    };
    await rules(255);
    await expect(rules(256)).rejects.toMatchObject({
      ...{ name: 'InvalidArgument', message: 'ID length should not exceed allowed limit of 255' },
    });
  });

  it('keeps lifecycle rules', async () => {
    const Rules = [
      { ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } },
    ];
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
    const got = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(got).toMatchObject({ Rules, TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' });
  });

  it('falls back or goes, as S3 has it', async () => {
    await client.send(new DeleteBucketEncryptionCommand({ Bucket }));
    const { ServerSideEncryptionConfiguration } = await client.send(
      new GetBucketEncryptionCommand({ Bucket }),
    );
    expect(ServerSideEncryptionConfiguration?.Rules).toHaveLength(1);
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(client.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });

  it('is refused where S3 would refuse it', async () => {
    const CORSRules = [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }];
    await expect(
      client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } })),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
    });
    const answer = await fetch(`${cloud.endpoint}/${Bucket}?cors`, { method: 'PUT', body: '<CORS' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>MalformedXML</Code>');
  });

  it('is refused by name where it would do nothing', async () => {
    const website = new PutBucketWebsiteCommand({
      ...{ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } },
    });
    await expect(client.send(website)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The operation PutBucketWebsite of Amazon S3 is not supported by local-cloud.',
    });
    const LoggingEnabled = { TargetBucket: 'logs', TargetPrefix: '' };
    await expect(
      client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
    await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
    await client.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }),
    );
  });
});

describe('a bucket policy', () => {
  it('comes back byte for byte, and goes when deleted', async () => {
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*` }],
    });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(client.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
  });

  it.each([
    ['{"Statement":', 'This policy contains invalid Json'],
    ['{"Version":"2012-10-17"}', 'Missing required field Statement'],
    ['{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}', 'Missing required field Principal'],
  ])('rejects %s', async (Policy, message) => {
    await expect(client.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject({
      ...{ name: 'MalformedPolicy', message },
    });
  });
});

describe('tags', () => {
  const TagSet = [
    { Key: 'stage', Value: 'local' },
    { Key: 'empty', Value: '' },
  ];

  it('of a bucket come back; system tags are refused', async () => {
    await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    const system = { TagSet: [{ Key: 'aws:x', Value: '' }] };
    await expect(client.send(new PutBucketTaggingCommand({ Bucket, Tagging: system }))).rejects.toMatchObject(
      { name: 'InvalidTag' },
    );
  });

  it('of an object come back and go', async () => {
    const object = { Bucket, Key: 'tagged' };
    await client.send(new PutObjectCommand({ ...object, Body: 'x', Tagging: 'a=1&b=%2B' }));
    const first = await client.send(new GetObjectTaggingCommand(object));
    expect(first.TagSet).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '+' },
    ]);
    await client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }));
    expect((await client.send(new GetObjectTaggingCommand(object))).TagSet).toEqual(TagSet);
    await client.send(new DeleteObjectTaggingCommand(object));
    expect((await client.send(new GetObjectTaggingCommand(object))).TagSet).toEqual([]);
  });

  it('rejects eleven of them and the same one twice', async () => {
    const object = { Bucket, Key: 'tagged' };
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await expect(
      client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet: eleven } })),
    ).rejects.toMatchObject({ name: 'BadRequest', message: 'Object tags cannot be greater than 10' });
    const twice = [TagSet[0]!, TagSet[0]!];
    await expect(
      client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet: twice } })),
    ).rejects.toMatchObject({
      name: 'InvalidTag',
      message: 'Cannot provide multiple Tags with the same key',
    });
  });
});
