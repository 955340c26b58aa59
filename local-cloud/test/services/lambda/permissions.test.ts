import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

const SourceArn = 'arn:aws:execute-api:us-east-1:000000000000:abc/*/*';
const statement = {
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } },
};

/** A function of that name, and what is done to its policy. */
async function shared(FunctionName: string) {
  await createFunction(cloud.lambda, FunctionName);
  const add = async (StatementId: string, Principal: string, more: object = {}) => {
    const input = { FunctionName, StatementId, Principal, Action: 'lambda:InvokeFunction', ...more };
    const { Statement } = await cloud.lambda.send(new AddPermissionCommand(input));
    return JSON.parse(Statement ?? '');
  };
  return {
    add,
    addGateway: () => add('gateway', 'apigateway.amazonaws.com', { SourceArn }),
    remove: (StatementId: string) =>
      cloud.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId })),
    async policy() {
      const { Policy } = await cloud.lambda.send(new GetPolicyCommand({ FunctionName }));
      return JSON.parse(Policy ?? '');
    },
  };
}

describe('a resource-based policy', () => {
  it('is not there at first', async () => {
    const { policy } = await shared('private');
    await expect(policy()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });

  it('gets a statement for a service', async () => {
    const { addGateway } = await shared('called');
    expect(await addGateway()).toEqual({ Sid: 'gateway', Resource: `${ARN}:called`, ...statement });
  });

  it.each([
    ['an account', 'account', '123456789012', {}, { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }],
    ['Alexa', 'alexa', 'alexa-appkit.amazon.com', {}, { Principal: { Service: 'alexa-appkit.amazon.com' } }],
    [
      'an organization',
      'organization',
      '123456789012',
      { PrincipalOrgID: 'o-abcdefghij' },
      { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } },
    ],
    [
      'a function URL',
      'url',
      '*',
      { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
      { Principal: '*', Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } },
    ],
    [
      'what comes by a function URL',
      'via',
      '*',
      { InvokedViaFunctionUrl: true },
      { Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } },
    ],
  ])('gets a statement for %s', async (_, id, principal, more, expected) => {
    const { add } = await shared(`for-${id}`);
    expect(await add(id, principal, more)).toMatchObject(expected);
  });

  it('answers all statements, in order', async () => {
    const { add, addGateway, policy } = await shared('several');
    await addGateway();
    for (const id of ['account', 'another']) await add(id, '123456789012');
    const { Version, Id, Statement } = await policy();
    expect([Version, Id]).toEqual(['2012-10-17', 'default']);
    expect(Statement[0]).toEqual({ Sid: 'gateway', Resource: `${ARN}:several`, ...statement });
    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['gateway', 'account', 'another']);
  });

  it('rejects a statement id that is taken', async () => {
    const { add, addGateway } = await shared('taken');
    await addGateway();
    await expect(add('gateway', '*')).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The statement id (gateway) provided already exists. Please provide a new statement id, or remove the existing ' +
        'statement.',
    });
  });

  it('loses a statement, but only one that is there', async () => {
    const { add, remove } = await shared('losing');
    for (const id of ['account', 'another']) await add(id, '123456789012');
    await remove('account');
    await expect(remove('account')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Statement account is not found in resource policy.',
    });
    await remove('another');
    await expect(remove('another')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No policy is associated with the given resource.',
    });
  });
});
