import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { useCloud } from '../../support/cloud.ts';

const document = (action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });
const { client } = await useCloud(IAMClient);

async function create(PolicyName: string): Promise<string> {
  const { Policy } = await client.send(
    new CreatePolicyCommand({ PolicyName, PolicyDocument: document('s3:*'), Description: 'd' }),
  );
  return Policy!.Arn!;
}

describe('a managed policy', () => {
  it('is answered as it was made', async () => {
    const PolicyArn = await create('made');
    expect(PolicyArn).toBe('arn:aws:iam::000000000000:policy/made');
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({
      PolicyName: 'made',
      PolicyId: expect.stringMatching(/^ANPA[A-Z0-9]{17}$/),
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      IsAttachable: true,
      Path: '/',
      Description: 'd',
    });
    await expect(create('made')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'A policy called made already exists. Duplicate names are not allowed.',
    });
  });

  it('has up to five versions, one of them the default', async () => {
    const PolicyArn = await create('versions');
    for (const action of ['b:*', 'c:*', 'd:*', 'e:*']) {
      const SetAsDefault = action === 'c:*';
      await client.send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document(action), SetAsDefault }),
      );
    }
    const { Versions } = await client.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v5', false],
      ['v4', false],
      ['v3', true],
      ['v2', false],
      ['v1', false],
    ]);
    const more = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('f:*') });
    await expect(client.send(more)).rejects.toMatchObject({ name: 'LimitExceededException' });
    await client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
    expect((await client.send(more)).PolicyVersion?.VersionId).toBe('v6');
    const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
    expect(decodeURIComponent(PolicyVersion!.Document!)).toBe(document('c:*'));
    await expect(
      client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v3' })),
    ).rejects.toMatchObject({ message: 'Cannot delete the default version of a policy.' });
    await client.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    await client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
    await expect(client.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: expect.stringMatching(/^This policy has more than one version\./),
    });
  });

  it('is kept while roles have it', async () => {
    const PolicyArn = await create('held');
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
    });
    const { Role } = await client.send(
      new CreateRoleCommand({ RoleName: 'holder', AssumeRolePolicyDocument }),
    );
    await client.send(new AttachRolePolicyCommand({ RoleName: 'holder', PolicyArn }));
    const { PolicyRoles } = await client.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(PolicyRoles).toEqual([{ RoleName: 'holder', RoleId: Role?.RoleId }]);
    const { Policies } = await client.send(new ListPoliciesCommand({ Scope: 'Local', OnlyAttached: true }));
    expect(Policies?.map(({ PolicyName, AttachmentCount }) => [PolicyName, AttachmentCount])).toEqual([
      ['held', 1],
    ]);
    await expect(client.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      message: 'Cannot delete a policy attached to entities.',
    });
    const boundary = { PolicyUsageFilter: 'PermissionsBoundary' as const };
    const bounded = await client.send(new ListEntitiesForPolicyCommand({ PolicyArn, ...boundary }));
    expect(bounded.PolicyRoles).toEqual([]);
    expect(await client.send(new ListPoliciesCommand(boundary))).toMatchObject({ Policies: [] });
    await client.send(new DetachRolePolicyCommand({ RoleName: 'holder', PolicyArn }));
    await client.send(new DeletePolicyCommand({ PolicyArn }));
    await expect(client.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${PolicyArn} was not found.`,
    });
    const attach = (RoleName: string, arn: string) =>
      client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: arn }));
    await expect(attach('holder', PolicyArn)).rejects.toMatchObject({
      message: `Policy ${PolicyArn} does not exist or is not attachable.`,
    });
    await expect(attach('holder', 'a-policy-by-its-name')).rejects.toMatchObject({
      message: 'Invalid ARN:  Could not be parsed!',
    });
  });

  it('is refused above 6144 characters', async () => {
    const PolicyDocument = document(`s3:${'x'.repeat(6144)}`);
    await expect(
      client.send(new CreatePolicyCommand({ PolicyName: 'long', PolicyDocument })),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  it('of AWS is not invented', async () => {
    await expect(
      client.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })),
    ).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });
});
