import { readdirSync, readFileSync } from 'node:fs';
import { outputsOf, startStacks } from './support.ts';

const folder = new URL('../../../resources/', import.meta.url);

/** What Fn::GetAtt answers by type, as its schema has it. */
const ATTRIBUTES = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
    .map(({ type, readOnly = [] }: { type: string; readOnly?: string[] }) => [type, readOnly]),
);

/** Attributes that are objects, and those of properties that are lacking. */
const NOT_GIVEN = /^(SnapStartResponse$|Metadata)/;

const resource = (service: string, Properties: object, more: object = {}) => ({
  Type: `AWS::${service}`,
  Properties,
  ...more,
});
const ref = (Ref: string) => ({ Ref });
const attribute = (name: string, attribute: string) => ({ 'Fn::GetAtt': [name, attribute] });
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
};
const keys = {
  AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
};
const method = { RestApiId: ref('Rest'), ResourceId: attribute('Rest', 'RootResourceId'), HttpMethod: 'GET' };

/** One resource of each type that has attributes, but for layers, whose content is a file. */
const RESOURCES = {
  Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
  Role: resource('IAM::Role', { AssumeRolePolicyDocument: trust }),
  Policy: resource('IAM::Policy', { PolicyName: 'p', PolicyDocument, Roles: [ref('Role')] }),
  Managed: resource('IAM::ManagedPolicy', { PolicyDocument }),
  Group: resource('Logs::LogGroup', {}),
  Bucket: resource('S3::Bucket', {}),
  Table: resource('DynamoDB::Table', keys),
  Global: resource('DynamoDB::GlobalTable', { ...keys, Replicas: [{ Region: 'us-east-1' }] }),
  Function: resource('Lambda::Function', {
    ...{ Code: { ZipFile: 'exports.h = () => 1' }, Handler: 'index.h', Runtime: 'nodejs22.x' },
    Role: attribute('Role', 'Arn'),
  }),
  Version: resource('Lambda::Version', { FunctionName: ref('Function') }),
  Alias: resource('Lambda::Alias', {
    ...{ FunctionName: ref('Function'), FunctionVersion: attribute('Version', 'Version'), Name: 'live' },
  }),
  Url: resource('Lambda::Url', { TargetFunctionArn: ref('Function'), AuthType: 'NONE' }),
  Permission: resource('Lambda::Permission', {
    ...{ FunctionName: ref('Function'), Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
  }),
  Account: resource('ApiGateway::Account', {}),
  Rest: resource('ApiGateway::RestApi', { Name: 'rest' }),
  Method: resource('ApiGateway::Method', {
    ...{ ...method, AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } },
  }),
  Resource: resource('ApiGateway::Resource', {
    ...{ RestApiId: ref('Rest'), ParentId: attribute('Rest', 'RootResourceId'), PathPart: 'a' },
  }),
  Response: resource('ApiGateway::GatewayResponse', { RestApiId: ref('Rest'), ResponseType: 'DEFAULT_4XX' }),
  Validator: resource('ApiGateway::RequestValidator', { RestApiId: ref('Rest'), Name: 'v' }),
  Deployment: resource('ApiGateway::Deployment', { RestApiId: ref('Rest') }, { DependsOn: 'Method' }),
  Key: resource('ApiGateway::ApiKey', { Enabled: true }),
  Plan: resource('ApiGateway::UsagePlan', {}),
  PlanKey: resource('ApiGateway::UsagePlanKey', {
    ...{ KeyId: ref('Key'), KeyType: 'API_KEY', UsagePlanId: ref('Plan') },
  }),
  Http: resource('ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP' }),
  Integration: resource('ApiGatewayV2::Integration', {
    ...{ ApiId: ref('Http'), IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' },
    IntegrationUri: attribute('Function', 'Arn'),
  }),
  Route: resource('ApiGatewayV2::Route', {
    ...{ ApiId: ref('Http'), RouteKey: 'GET /a' },
    Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
  }),
  HttpDeployment: resource('ApiGatewayV2::Deployment', { ApiId: ref('Http') }, { DependsOn: 'Route' }),
};

it('answers every attribute that the schemas have, of every type', async () => {
  const stacks = await startStacks();
  const wanted = Object.entries(RESOURCES).flatMap(([name, { Type }]) =>
    (ATTRIBUTES.get(Type) ?? []).filter((each) => !NOT_GIVEN.test(each)).map((each) => ({ name, each })),
  );
  const Outputs = Object.fromEntries(
    wanted.map(({ name, each }) => [`${name}${each.replace('.', '')}`, { Value: attribute(name, each) }]),
  );
  const stack = await stacks.create(
    'attributes',
    { Resources: RESOURCES, Outputs },
    { Capabilities: ['CAPABILITY_IAM'] },
  );
  const failed = Object.entries(await stacks.reasons('attributes')).filter(([event]) => /FAILED/.test(event));
  expect([stack.StackStatus, failed]).toEqual(['CREATE_COMPLETE', []]);
  expect(Object.keys(outputsOf(stack)).sort()).toEqual(Object.keys(Outputs).sort());

  const types = new Set(Object.values(RESOURCES).map(({ Type }) => Type));
  const untried = [...ATTRIBUTES].filter(([type, each]) => each.length > 0 && !types.has(type));
  expect(untried.map(([type]) => type)).toEqual([
    'AWS::Lambda::LayerVersion',
    'AWS::Lambda::LayerVersionPermission',
  ]);
  await stacks.cloud.close();
});
