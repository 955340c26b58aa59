import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { deployedServices } from '../../src/commands/deployed-services.ts';
import { ROLE } from '../services/lambda/support.ts';
import { useCloud } from '../support/cloud.ts';

const { cloud, client } = await useCloud(CloudFormationClient);

const resourcesOf = (name: string) => ({
  [`${name}LambdaFunction`]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `salas-${name}`,
      Handler: 'index.handler',
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Code: { ZipFile: 'exports.handler = async () => "hello";' },
    },
  },
  [`${name}LambdaFunctionUrl`]: {
    Type: 'AWS::Lambda::Url',
    Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': [`${name}LambdaFunction`, 'Arn'] } },
  },
});
const outputOf = (name: string) => ({
  [`${name}LambdaFunctionUrl`]: { Value: { 'Fn::GetAtt': [`${name}LambdaFunctionUrl`, 'FunctionUrl'] } },
});
const groupOf = (name: string) => ({
  [`${name}LogGroup`]: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: `/aws/lambda/salas-${name}` },
  },
});

it('tells function URLs in the order of the functions, whichever the deploy tool was done with first', async () => {
  const names = ['Second', 'First'];
  const template = {
    Resources: {
      ...groupOf('First'),
      ...groupOf('Second'),
      ...Object.assign({}, ...names.map(resourcesOf)),
    },
    Outputs: Object.assign({}, ...names.map(outputOf)) as object,
  };
  const StackName = 'salas-local';
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 30, minDelay: 0.01 }, { StackName });
  const [service] = await deployedServices(cloud.endpoint, ['us-east-1']);
  const { functionUrl, functionUrls = {} } = service ?? {};
  expect([Object.keys(functionUrls), functionUrl]).toEqual([['First', 'Second'], functionUrls.First]);
});
