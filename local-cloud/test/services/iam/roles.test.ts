import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { useCloud } from '../../support/cloud.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['logs:*'], Resource: "arn:aws:logs:*:*:it's (all)*" }],
});
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const { cloud, client } = await useCloud(IAMClient);

const create = (RoleName: string, more: object = {}) =>
  client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));

describe('a role', () => {
  it('is answered as it was made, its trust policy percent-encoded', async () => {
    const made = await create('first', {
      ...{ Path: '/team/', Description: 'for <tests>', MaxSessionDuration: 7200 },
      Tags: [{ Key: 'a', Value: '1' }],
    });
    expect(made.Role).toMatchObject({
      RoleName: 'first',
      Path: '/team/',
      Arn: 'arn:aws:iam::000000000000:role/team/first',
      RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/),
      Description: 'for <tests>',
      Tags: [{ Key: 'a', Value: '1' }],
    });
    expect([made.Role?.MaxSessionDuration, made.Role?.RoleLastUsed]).toEqual([undefined, undefined]);
    const { Role } = await client.send(new GetRoleCommand({ RoleName: 'first' }));
    expect(Role?.AssumeRolePolicyDocument).toBe(encodeURIComponent(TRUST));
    expect(Role).toEqual({ ...made.Role, MaxSessionDuration: 7200, RoleLastUsed: {} });
  });

  it('is there in every region', async () => {
    await create('everywhere');
    const west = new IAMClient({ ...cloud.config, region: 'us-west-2' });
    const { Role } = await west.send(new GetRoleCommand({ RoleName: 'everywhere' }));
    expect(Role?.Arn).toBe('arn:aws:iam::000000000000:role/everywhere');
    west.destroy();
  });

  it('is rejected where its name is taken, in whatever case, or malformed', async () => {
    await create('Taken');
    await expect(create('taken')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      Code: 'EntityAlreadyExists',
      message: 'Role with name taken already exists.',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(create('white space')).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('is not found once deleted', async () => {
    await create('short-lived');
    await client.send(new DeleteRoleCommand({ RoleName: 'short-lived' }));
    await expect(client.send(new GetRoleCommand({ RoleName: 'short-lived' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name short-lived cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('changes', async () => {
    const RoleName = 'changing';
    await create(RoleName);
    const PolicyDocument = TRUST.replace('lambda', 'apigateway');
    await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    await client.send(new UpdateRoleCommand({ RoleName, Description: 'new', MaxSessionDuration: 3601 }));
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
    await client.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ Description: 'new', MaxSessionDuration: 3601 });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(PolicyDocument);
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
  });

  it('has tags', async () => {
    const RoleName = 'tagged';
    await create(RoleName, { Tags: [{ Key: 'a', Value: '1' }] });
    await client.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'b', Value: '' }] }));
    await client.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    const { Tags, IsTruncated } = await client.send(new ListRoleTagsCommand({ RoleName }));
    expect([Tags, IsTruncated]).toEqual([[{ Key: 'b', Value: '' }], false]);
  });

  it('is listed by path, page by page', async () => {
    for (const name of ['list-b', 'list-a', 'list-c']) await create(name, { Path: '/listed/' });
    const first = await client.send(new ListRolesCommand({ PathPrefix: '/listed/', MaxItems: 2 }));
    expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(['list-a', 'list-b']);
    expect(first.IsTruncated).toBe(true);
    const rest = await client.send(new ListRolesCommand({ PathPrefix: '/listed/', Marker: first.Marker }));
    expect(rest.Roles?.map(({ RoleName }) => RoleName)).toEqual(['list-c']);
  });

  it('has no instance profiles', async () => {
    await create('profileless');
    const { InstanceProfiles } = await client.send(
      new ListInstanceProfilesForRoleCommand({ RoleName: 'profileless' }),
    );
    expect(InstanceProfiles).toEqual([]);
  });
});

describe('policies of a role', () => {
  it('are put, read percent-encoded, listed and deleted', async () => {
    const policy = { RoleName: 'inline', PolicyName: 'p' };
    await create(policy.RoleName);
    await client.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: POLICY }));
    const { PolicyDocument } = await client.send(new GetRolePolicyCommand(policy));
    expect(PolicyDocument).not.toMatch(/[!'()*]/);
    expect(decodeURIComponent(PolicyDocument!)).toBe(POLICY);
    const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName: 'inline' }));
    expect(PolicyNames).toEqual(['p']);
    await expect(client.send(new DeleteRoleCommand({ RoleName: 'inline' }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
    });
    await client.send(new DeleteRolePolicyCommand(policy));
    await expect(client.send(new GetRolePolicyCommand(policy))).rejects.toMatchObject({
      message: 'The role policy with name p cannot be found.',
    });
  });

  it('of AWS can be attached and detached', async () => {
    const attached = { RoleName: 'attached', PolicyArn: BASIC };
    await create(attached.RoleName);
    await client.send(new AttachRolePolicyCommand(attached));
    await client.send(new AttachRolePolicyCommand(attached));
    const list = new ListAttachedRolePoliciesCommand({ RoleName: 'attached' });
    expect((await client.send(list)).AttachedPolicies).toEqual([
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC },
    ]);
    await expect(client.send(new DeleteRoleCommand({ RoleName: 'attached' }))).rejects.toMatchObject({
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await client.send(new DetachRolePolicyCommand(attached));
    await expect(client.send(new DetachRolePolicyCommand(attached))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${BASIC} was not found.`,
    });
  });

  it('are refused when they are malformed', async () => {
    await create('strict');
    const put = (PolicyDocument: string) =>
      client.send(new PutRolePolicyCommand({ RoleName: 'strict', PolicyName: 'p', PolicyDocument }));
    const name = 'MalformedPolicyDocumentException';
    await expect(put('{')).rejects.toMatchObject({ name, message: 'Syntax errors in policy.' });
    await expect(put('{"Statement":[{"Effect":"Allow","Action":"*"}]}')).rejects.toMatchObject({
      ...{ name, message: 'Policy statement must contain resources.' },
    });
    await expect(put(TRUST)).rejects.toMatchObject({
      ...{ name, message: 'Policy document should not specify a principal.' },
    });
    await expect(create('untrusted', { AssumeRolePolicyDocument: 'no JSON' })).rejects.toMatchObject({
      ...{ name, message: 'This policy contains invalid Json', $metadata: { httpStatusCode: 400 } },
    });
  });
});

describe('a service-linked role', () => {
  it('has the path and name of its service', async () => {
    const { Role } = await client.send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ops.apigateway.amazonaws.com' }),
    );
    expect(Role?.Arn).toBe(
      'arn:aws:iam::000000000000:role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway',
    );
  });
});

describe('an operation that is not supported', () => {
  it('is refused by name', async () => {
    await expect(client.send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The operation ListUsers of AWS IAM is not supported by local-cloud.',
    });
  });
});
