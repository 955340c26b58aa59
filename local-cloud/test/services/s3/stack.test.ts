import {
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { outputsOf, useStacks } from '../cloudformation/support.ts';

const { stacks, client } = await useStacks(S3Client);

const bucket = (properties: object, outputs: object = {}) => ({
  Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: properties } },
  Outputs: { Name: { Value: { Ref: 'Bucket' } }, ...outputs },
});

const attribute = (name: string) => ({ Value: { 'Fn::GetAtt': ['Bucket', name] } });

describe('AWS::S3::Bucket', () => {
  it('makes a bucket of a name of its own, with its attributes', async () => {
    const names = ['Arn', 'DomainName', 'RegionalDomainName', 'DualStackDomainName', 'WebsiteURL'];
    const outputs = Object.fromEntries(names.map((name) => [name, attribute(name)]));
    const { Name, ...attributes } = outputsOf(await stacks.create('Nameless', bucket({}, outputs)));
    expect(Name).toMatch(/^nameless-bucket-[a-z0-9]+$/);
    expect(attributes).toEqual({
      Arn: `arn:aws:s3:::${Name}`,
      DomainName: `${Name}.s3.amazonaws.com`,
      RegionalDomainName: `${Name}.s3.us-east-1.amazonaws.com`,
      DualStackDomainName: `${Name}.s3.dualstack.us-east-1.amazonaws.com`,
      WebsiteURL: `http://${Name}.s3-website-us-east-1.amazonaws.com`,
    });
  });

  it('gives it its configuration, changes it, and takes it back', async () => {
    const Bucket = 'stack-configured';
    const properties = {
      BucketName: Bucket,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: 'true' },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: false },
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: '60' }] },
      LifecycleConfiguration: {
        Rules: [{ Id: 'r', Status: 'Enabled', Prefix: 'tmp/', ExpirationInDays: '1' }],
      },
      Tags: [{ Key: 'own', Value: '1' }],
    };
    await stacks.create('configured', bucket(properties), { Tags: [{ Key: 'stack', Value: '2' }] });
    const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
    ]);
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(PublicAccessBlockConfiguration).toEqual({
      ...{ BlockPublicAcls: false, IgnorePublicAcls: false },
      ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
    });
    expect((await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual([
      { AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 },
    ]);
    const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toEqual([
      { ID: 'r', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } },
    ]);
    const { TagSet } = await client.send(new GetBucketTaggingCommand({ Bucket }));
    expect(TagSet).toEqual(
      expect.arrayContaining([
        { Key: 'own', Value: '1' },
        { Key: 'stack', Value: '2' },
        { Key: 'aws:cloudformation:stack-name', Value: 'configured' },
      ]),
    );
    const { StackStatus } = await stacks.update('configured', bucket({ BucketName: Bucket }));
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
    await expect(client.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
    expect((await stacks.remove('configured')).StackStatus).toBe('DELETE_COMPLETE');
    await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('gives it lifecycle rules of noncurrent versions, tags and sizes', async () => {
    const Bucket = 'stack-lifecycle';
    const Status = 'Enabled';
    const old = { StorageClass: 'GLACIER', TransitionInDays: 90 };
    const rules = [
      { Id: 'a', Status, NoncurrentVersionTransitions: [{ ...old, NewerNoncurrentVersions: 2 }] },
      {
        ...{ Id: 'b', Status, NoncurrentVersionTransition: old, Transition: old },
        TagFilters: [{ Key: 'k', Value: 'v' }],
      },
      { Id: 'c', Status, Prefix: 'p/', ObjectSizeGreaterThan: '500', ExpirationInDays: 1 },
    ];
    const properties = { BucketName: Bucket, LifecycleConfiguration: { Rules: rules } };
    const { StackStatus } = await stacks.create('lifecycle', bucket(properties));
    expect(StackStatus).toBe('CREATE_COMPLETE');
    const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    const noncurrent = { NoncurrentDays: 90, StorageClass: 'GLACIER' };
    expect(Rules).toEqual([
      {
        ...{ ID: 'a', Status, Filter: { Prefix: '' } },
        NoncurrentVersionTransitions: [{ ...noncurrent, NewerNoncurrentVersions: 2 }],
      },
      {
        ...{ ID: 'b', Status, Filter: { Tag: { Key: 'k', Value: 'v' } } },
        Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
        NoncurrentVersionTransitions: [noncurrent],
      },
      {
        ...{ ID: 'c', Status, Expiration: { Days: 1 } },
        Filter: { And: { Prefix: 'p/', ObjectSizeGreaterThan: 500 } },
      },
    ]);
  });

  it('lets the log delivery group write, and passes over ACLs that are of objects', async () => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' }] };
    const resources = {
      Logs: { BucketName: 'stack-logs', AccessControl: 'LogDeliveryWrite', OwnershipControls },
      Owned: { BucketName: 'stack-owner-full', AccessControl: 'BucketOwnerFullControl' },
    };
    const Resources = Object.fromEntries(
      Object.entries(resources).map(([id, Properties]) => [id, { Type: 'AWS::S3::Bucket', Properties }]),
    );
    expect((await stacks.create('acls', { Resources })).StackStatus).toBe('CREATE_COMPLETE');
    const grants = async (Bucket: string) =>
      ((await client.send(new GetBucketAclCommand({ Bucket }))).Grants ?? []).map(
        ({ Grantee, Permission }) => [Grantee?.URI, Permission],
      );
    const group = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
    expect(await grants('stack-logs')).toEqual([
      [undefined, 'FULL_CONTROL'],
      [group, 'WRITE'],
      [group, 'READ_ACP'],
    ]);
    expect(await grants('stack-owner-full')).toEqual([[undefined, 'FULL_CONTROL']]);
  });

  it('does not take over a bucket that is there', async () => {
    await stacks.create('owner', bucket({ BucketName: 'stack-owned' }));
    const { StackStatus } = await stacks.create('thief', bucket({ BucketName: 'stack-owned' }));
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.reasons('thief'))['Bucket CREATE_FAILED']).toContain(
      "Resource of type 'AWS::S3::Bucket' with identifier 'stack-owned' already exists.",
    );
    await client.send(new HeadBucketCommand({ Bucket: 'stack-owned' }));
  });

  it('does not delete a bucket with objects', async () => {
    await stacks.create('full', bucket({ BucketName: 'stack-full' }));
    await client.send(new PutObjectCommand({ Bucket: 'stack-full', Key: 'k', Body: 'x' }));
    expect((await stacks.remove('full')).StackStatus).toBe('DELETE_FAILED');
  });

  it('refuses a website by name', async () => {
    const website = bucket({ WebsiteConfiguration: { IndexDocument: 'index.html' } });
    await expect(stacks.create('website', website)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('WebsiteConfiguration in resource Bucket (AWS::S3::Bucket)'),
    });
  });
});

describe('AWS::S3::BucketPolicy', () => {
  it('puts a policy on a bucket, changes it, and takes it away', async () => {
    const template = (Effect: string) => ({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'stack-policy' } },
        Policy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: {
            Bucket: { Ref: 'Bucket' },
            PolicyDocument: {
              Statement: [
                { Effect, Principal: '*', Action: 's3:*', Resource: { 'Fn::GetAtt': 'Bucket.Arn' } },
              ],
            },
          },
        },
      },
    });
    const policy = async () => {
      const answer = await client.send(new GetBucketPolicyCommand({ Bucket: 'stack-policy' }));
      return JSON.parse(answer.Policy!);
    };
    await stacks.create('policy', template('Deny'));
    expect(await policy()).toEqual({
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::stack-policy' }],
    });
    await stacks.update('policy', template('Allow'));
    expect((await policy()).Statement[0].Effect).toBe('Allow');
    const { Policy: _policy, ...rest } = template('Allow').Resources;
    await stacks.update('policy', { Resources: rest });
    await expect(policy()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });
});
