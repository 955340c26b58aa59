import {
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { outputsOf, useStacks } from '../cloudformation/support.ts';

const { stacks, client } = await useStacks(IAMClient);

const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const AssumeRolePolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
  ],
};
const document = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const role = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument, ...properties },
});

const attached = async (RoleName: string) => {
  const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  return AttachedPolicies?.map(({ PolicyArn }) => PolicyArn);
};
const inline = async (RoleName: string) =>
  (await client.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames;

describe('AWS::IAM::Role', () => {
  it('makes a role with its policies, changes it, and takes it away', async () => {
    const RoleName = 'stack-role';
    const template = (properties: object) => ({
      Resources: { Role: role({ RoleName, ...properties }) },
      Outputs: {
        Ref: { Value: { Ref: 'Role' } },
        Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
        RoleId: { Value: { 'Fn::GetAtt': ['Role', 'RoleId'] } },
      },
    });
    const first = template({
      ...{ Path: '/app/', MaxSessionDuration: '7200', ManagedPolicyArns: [BASIC] },
      Policies: [
        { PolicyName: 'a', PolicyDocument: document('s3:*') },
        { PolicyName: 'b', PolicyDocument: document('logs:*') },
      ],
    });
    const outputs = outputsOf(
      await stacks.create('role', first, { Capabilities, Tags: [{ Key: 'k', Value: 'v' }] }),
    );
    expect(outputs).toEqual({
      Ref: RoleName,
      Arn: 'arn:aws:iam::000000000000:role/app/stack-role',
      RoleId: expect.stringMatching(/^AROA/),
    });
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ MaxSessionDuration: 7200, Tags: [{ Key: 'k', Value: 'v' }] });
    expect([await inline(RoleName), await attached(RoleName)]).toEqual([['a', 'b'], [BASIC]]);
    const second = template({
      ...{ Path: '/app/', Policies: [{ PolicyName: 'b', PolicyDocument: document('sqs:*') }] },
    });
    await stacks.update('role', second, { Capabilities });
    expect([await inline(RoleName), await attached(RoleName)]).toEqual([['b'], []]);
    const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'b' }));
    expect(JSON.parse(decodeURIComponent(PolicyDocument!))).toEqual(document('sqs:*'));
    expect((await stacks.remove('role')).StackStatus).toBe('DELETE_COMPLETE');
    await expect(client.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('leaves nothing where one of its policies is malformed', async () => {
    const Policies = [{ PolicyName: 'bad', PolicyDocument: { Statement: [{ Effect: 'Allow' }] } }];
    const template = { Resources: { Role: role({ RoleName: 'half-made', Policies }) } };
    const { StackStatus } = await stacks.create('half', template, { Capabilities });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    await expect(client.send(new GetRoleCommand({ RoleName: 'half-made' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });
});

describe('AWS::IAM::Policy, AWS::IAM::RolePolicy and AWS::IAM::ManagedPolicy', () => {
  it('give roles their policies, and take them away', async () => {
    const template = (Action: string, roles: string[]) => ({
      Resources: {
        One: role({ RoleName: 'one' }),
        Two: role({ RoleName: 'two' }),
        Shared: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'shared',
            PolicyDocument: document(Action),
            Roles: roles.map((Ref) => ({ Ref })),
          },
        },
        Single: {
          Type: 'AWS::IAM::RolePolicy',
          Properties: { PolicyName: 'single', PolicyDocument: document(Action), RoleName: { Ref: 'One' } },
        },
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            ...{ ManagedPolicyName: 'managed', PolicyDocument: document(Action) },
            Roles: roles.map((Ref) => ({ Ref })),
          },
        },
      },
      Outputs: { Arn: { Value: { Ref: 'Managed' } } },
    });
    const stack = await stacks.create('policies', template('s3:*', ['One', 'Two']), { Capabilities });
    const PolicyArn = 'arn:aws:iam::000000000000:policy/managed';
    expect(outputsOf(stack)).toEqual({ Arn: PolicyArn });
    expect([await inline('one'), await inline('two')]).toEqual([['shared', 'single'], ['shared']]);
    expect([await attached('one'), await attached('two')]).toEqual([[PolicyArn], [PolicyArn]]);
    await stacks.update('policies', template('sqs:*', ['One']), { Capabilities });
    expect([await inline('one'), await inline('two')]).toEqual([['shared', 'single'], []]);
    expect([await attached('one'), await attached('two')]).toEqual([[PolicyArn], []]);
    const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(PolicyVersion?.IsDefaultVersion).toBe(true);
    expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!))).toEqual(document('sqs:*'));
    expect((await stacks.remove('policies')).StackStatus).toBe('DELETE_COMPLETE');
  });
});
