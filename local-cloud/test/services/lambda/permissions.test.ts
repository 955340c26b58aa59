import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, startLambdaCloud } from './support.ts';

const FunctionName = 'shared';
const cloud = await used(startLambdaCloud());
beforeAll(async () => {
  await createFunction(cloud.lambda, FunctionName);
});

const getPolicy = () => cloud.lambda.send(new GetPolicyCommand({ FunctionName }));
const add = (input: { StatementId: string; Principal: string; [member: string]: unknown }) =>
  cloud.lambda.send(new AddPermissionCommand({ FunctionName, Action: 'lambda:InvokeFunction', ...input }));

const SourceArn = 'arn:aws:execute-api:us-east-1:000000000000:abc/*/*';
const gateway = {
  Sid: 'gateway',
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: `${ARN}:shared`,
  Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } },
};

describe('a resource-based policy', () => {
  it('is not there at first', async () => {
    await expect(getPolicy()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });

  it('gets a statement for a service', async () => {
    const { Statement } = await add({
      StatementId: 'gateway',
      Principal: 'apigateway.amazonaws.com',
      SourceArn,
    });
    expect(JSON.parse(Statement ?? '')).toEqual(gateway);
  });

  it('gets statements for accounts, organizations and function URLs', async () => {
    const account = await add({
      StatementId: 'account',
      Principal: '123456789012',
      PrincipalOrgID: 'o-abcdefghij',
    });
    expect(JSON.parse(account.Statement ?? '')).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    });
    const url = await add({
      StatementId: 'url',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    });
    expect(JSON.parse(url.Statement ?? '')).toMatchObject({
      Principal: '*',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    });
    const via = await add({ StatementId: 'via', Principal: '*', InvokedViaFunctionUrl: true });
    expect(JSON.parse(via.Statement ?? '').Condition).toEqual({
      Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
    });
  });

  it('answers all statements, in order', async () => {
    const { Policy } = await getPolicy();
    const policy = JSON.parse(Policy ?? '');
    expect([policy.Version, policy.Id]).toEqual(['2012-10-17', 'default']);
    expect(policy.Statement[0]).toEqual(gateway);
    expect(policy.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'gateway',
      'account',
      'url',
      'via',
    ]);
  });

  it('rejects a statement id that is taken', async () => {
    await expect(add({ StatementId: 'gateway', Principal: '*' })).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The statement id (gateway) provided already exists. Please provide a new statement id, or remove the existing ' +
        'statement.',
    });
  });

  it('loses a statement, but only one that is there', async () => {
    const remove = () =>
      cloud.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 'account' }));
    await remove();
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Statement account is not found in resource policy.',
    });
  });
});
