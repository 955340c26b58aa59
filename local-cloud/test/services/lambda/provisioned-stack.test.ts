import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { GetProvisionedConcurrencyConfigCommand } from '@aws-sdk/client-lambda';
import { invoke, type LambdaCloud, ROLE, startLambdaCloud } from './support.ts';

let cloud: LambdaCloud;
let stacks: CloudFormationClient;
beforeAll(async () => {
  cloud = await startLambdaCloud();
  stacks = new CloudFormationClient(cloud.config);
});
afterAll(async () => {
  stacks.destroy();
  await cloud.close();
});

const waiting = () => ({ client: stacks, maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.05 });

/** As Serverless makes it of `provisionedConcurrency`: the alias keeps environments initialised. */
function template(FunctionName: string, source: string, executions?: number): string {
  const named = { FunctionName: { Ref: 'Function' } };
  const ProvisionedConcurrencyConfig = executions && { ProvisionedConcurrentExecutions: executions };
  return JSON.stringify({
    Resources: {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ FunctionName, Runtime: 'nodejs20.x', Handler: 'index.handler', Role: ROLE },
          Code: { ZipFile: source },
        },
      },
      Version: { Type: 'AWS::Lambda::Version', Properties: named },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          ...named,
          ...{ Name: 'provisioned', FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] } },
          ...(ProvisionedConcurrencyConfig && { ProvisionedConcurrencyConfig }),
        },
      },
    },
  });
}

describe('a stack with an alias of provisioned concurrency', () => {
  const source = 'exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;';

  /** A stack with a function, both of that name, for which two environments are initialised. */
  async function provisioned(name: string) {
    await stacks.send(new CreateStackCommand({ StackName: name, TemplateBody: template(name, source, 2) }));
    await waitUntilStackCreateComplete(waiting(), { StackName: name });
    const target = { FunctionName: name, Qualifier: 'provisioned' };
    return { target, get: () => cloud.lambda.send(new GetProvisionedConcurrencyConfigCommand(target)) };
  }

  it('is complete once the environments are ready', async () => {
    const { target, get } = await provisioned('ready');
    expect(await get()).toMatchObject({ AvailableProvisionedConcurrentExecutions: 2, Status: 'READY' });
    expect((await invoke(cloud.lambda, 'ready', {}, target)).result).toBe('provisioned-concurrency');
  });

  it('takes on what an update says, or nothing', async () => {
    const StackName = 'updated';
    const { get } = await provisioned(StackName);
    for (const [executions, answer] of [
      [1, { AvailableProvisionedConcurrentExecutions: 1 }] as const,
      [undefined] as const,
    ]) {
      await stacks.send(
        new UpdateStackCommand({ StackName, TemplateBody: template(StackName, source, executions) }),
      );
      await waitUntilStackUpdateComplete(waiting(), { StackName });
      if (answer) expect(await get()).toMatchObject(answer);
    }
    await expect(get()).rejects.toMatchObject({ name: 'ProvisionedConcurrencyConfigNotFoundException' });
  });

  it('fails where init fails, and says so', async () => {
    const StackName = 'failing';
    await stacks.send(
      new CreateStackCommand({ StackName, TemplateBody: template('failing', "throw new Error('no');", 1) }),
    );
    await expect(waitUntilStackCreateComplete(waiting(), { StackName })).rejects.toThrow('ROLLBACK');
    const { StackEvents } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents?.find(
      ({ LogicalResourceId, ResourceStatus }) =>
        LogicalResourceId === 'Alias' && ResourceStatus === 'CREATE_FAILED',
    );
    expect(failed?.ResourceStatusReason).toContain(
      'Provisioned Concurrency configuration failed to be applied. Reason: FUNCTION_ERROR_INIT_FAILURE',
    );
  });
});
