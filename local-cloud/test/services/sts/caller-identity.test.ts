import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startCloud, used } from '../../support/cloud.ts';

const cloud = await used(startCloud());

describe('GetCallerIdentity', () => {
  it('answers the account root, whoever signed', async () => {
    const identity = await new STSClient(cloud.config).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:root',
      UserId: '000000000000',
    });
  });

  it('answers the partition of the region it was asked in', async () => {
    const client = new STSClient({ ...cloud.config, region: 'cn-north-1' });
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws-cn:iam::000000000000:root');
  });
});

describe('AssumeRole', () => {
  const RoleArn = 'arn:aws:iam::000000000000:role/deployer';

  it('answers temporary credentials for the session', async () => {
    const answer = await new STSClient(cloud.config).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci', DurationSeconds: 900 }),
    );
    expect(answer.AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/deployer/ci');
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    expect(answer.Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
  });

  it('rejects a session name and a duration outside the limits, naming both', async () => {
    const call = new STSClient(cloud.config).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'x', DurationSeconds: 1 }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "2 validation errors detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have " +
        "length greater than or equal to 2; Value '1' at 'durationSeconds' failed to satisfy constraint: Member must " +
        'have value greater than or equal to 900',
    });
  });

  it('tells the source identity, and refuses by name what it does not go by', async () => {
    const client = new STSClient(cloud.config);
    const session = { RoleArn, RoleSessionName: 'ci' };
    const answer = await client.send(new AssumeRoleCommand({ ...session, SourceIdentity: 'ana' }));
    expect(answer.SourceIdentity).toBe('ana');
    const call = client.send(
      new AssumeRoleCommand({
        ...session,
        ProvidedContexts: [
          { ProviderArn: 'arn:aws:iam::aws:contextProvider/x', ContextAssertion: 'assertion' },
        ],
      }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The member ProvidedContexts of AssumeRole is not supported by local-cloud.',
    });
  });
});
