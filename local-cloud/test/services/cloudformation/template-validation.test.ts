import { GetTemplateSummaryCommand, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { handle, startStacks } from './support.ts';

const stacks = await used(startStacks());

const validate = (template: unknown) => {
  const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
  return stacks.cfn.send(new ValidateTemplateCommand({ TemplateBody }));
};
const refused = (message: string | RegExp) => ({
  name: 'ValidationError',
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});
const A = handle();
const role = (Properties: object) => ({ Resources: { R: { Type: 'AWS::IAM::Role', Properties } } });

describe('ValidateTemplate', () => {
  it('answers parameters and capabilities', async () => {
    const answer = await validate({
      Description: 'words',
      Parameters: { P: { Type: 'String', Default: 'd', NoEcho: true, Description: 'what' } },
      ...role({ RoleName: 'r' }),
    });
    expect(answer).toMatchObject({
      Description: 'words',
      Parameters: [{ ParameterKey: 'P', DefaultValue: 'd', NoEcho: true, Description: 'what' }],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
  });

  it.each<[string, unknown, string | RegExp]>([
    [
      'JSON that does not parse',
      '{"Resources": }',
      /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/,
    ],
    [
      'YAML that does not parse',
      'a: [1\nb: 2',
      /^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/,
    ],
    [
      'an unknown short form',
      'Resources: { A: !Nope x }',
      'Template format error: YAML not well-formed. (line 1, column 17)',
    ],
    [
      'YAML aliases',
      'Resources: { A: &a { Type: T }, B: *a }',
      'Template error: YAML aliases are not allowed in CloudFormation templates',
    ],
    ['text that is no object', 'hello', 'Template format error: unsupported structure.'],
    [
      'a template without resources',
      { Description: 'x' },
      'Template format error: At least one Resources member must be defined.',
    ],
    ['an unknown section', { Resources: { A }, Foo: {} }, 'Invalid template property or properties [Foo]'],
    [
      'null',
      { Resources: { A: { ...A, Properties: { X: null } } } },
      "[/Resources/A/Properties/X] 'null' values are not allowed in templates",
    ],
    [
      'a name that is not alphanumeric',
      { Resources: { 'a-b': A } },
      'Template format error: Resource name a-b is non alphanumeric.',
    ],
    [
      'a resource without a type',
      { Resources: { A: {} } },
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      'an unknown attribute',
      { Resources: { A: { ...A, Foo: 1 } } },
      "Invalid template resource property 'Foo'",
    ],
    [
      'an unknown type',
      { Resources: { A: { Type: 'AWS::X::Y' } } },
      'Template format error: Unrecognized resource types: [AWS::X::Y] (not supported by local-cloud)',
    ],
    [
      'a custom resource',
      { Resources: { A: { Type: 'Custom::Thing' } } },
      'Template format error: Unrecognized resource types: [Custom::Thing] (not supported by local-cloud)',
    ],
    [
      'a reference to nothing',
      { Resources: { A: handle({ Metadata: { Ref: 'X' } }) } },
      'Template format error: Unresolved resource dependencies [X] in the Resources block of the template',
    ],
    [
      'DependsOn nothing',
      { Resources: { A: handle({ DependsOn: ['X'] }) } },
      'Template format error: Unresolved resource dependencies [X] in the Resources block of the template',
    ],
    [
      'an output of nothing',
      { Resources: { A }, Outputs: { O: { Value: { Ref: 'X' } } } },
      'Template format error: Unresolved resource dependencies [X] in the Outputs block of the template',
    ],
    [
      'an attribute of nothing',
      { Resources: { A }, Outputs: { O: { Value: { 'Fn::GetAtt': ['X', 'Arn'] } } } },
      'Template error: instance of Fn::GetAtt references undefined resource X',
    ],
    [
      'a circle',
      {
        Resources: {
          A: handle({ DependsOn: 'B' }),
          B: handle({ DependsOn: 'A' }),
          C: handle({ DependsOn: 'A' }),
        },
      },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a condition that is not there',
      { Resources: { A: handle({ Condition: 'X' }) } },
      'Template format error: Unresolved condition dependency X in the Resources block of the template',
    ],
    [
      'an unknown function',
      { Resources: { A }, Outputs: { O: { Value: { 'Fn::Nope': 1 } } } },
      /^Template error: Encountered unsupported function: Fn::Nope Supported functions are: \[Fn::Base64, /,
    ],
    [
      'a macro',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: { A } },
      'Template section Transform is not supported by local-cloud: "AWS::Serverless-2016-10-31"',
    ],
    [
      'Fn::ForEach',
      { Resources: { A: handle({ Metadata: { 'Fn::ForEach::Each': [] } }) } },
      'Template error: the function Fn::ForEach::Each is not supported by local-cloud',
    ],
    [
      'a dynamic reference',
      { Resources: { A: handle({ Metadata: '{{resolve:ssm:name}}' }) } },
      'The dynamic reference {{resolve:ssm:name}} is not supported by local-cloud',
    ],
    [
      'an SSM parameter type',
      { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>' } }, Resources: { A } },
      'Parameter P: the parameter type AWS::SSM::Parameter::Value<String> is not supported by local-cloud',
    ],
    [
      'an unknown parameter type',
      { Parameters: { P: { Type: 'Text' } }, Resources: { A } },
      'Template format error: Unrecognized parameter type: Text',
    ],
    [
      'an output without a value',
      { Resources: { A }, Outputs: { O: {} } },
      'Template format error: Every Outputs member must contain a Value object',
    ],
    [
      'too many resources',
      { Resources: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`A${i}`, A])) },
      'Template format error: Number of resources, 501, is greater than maximum allowed, 500',
    ],
  ])('rejects %s', async (_what, template, message) => {
    await expect(validate(template)).rejects.toMatchObject(refused(message));
  });

  it('accepts an unsupported type behind a condition, which only creating decides', async () => {
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    const template = { Conditions, Resources: { A, B: { Type: 'AWS::X::Y', Condition: 'Never' } } };
    await expect(validate(template)).resolves.toBeDefined();
    expect((await stacks.create('behind', template)).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('rejects a template above 51,200 bytes', async () => {
    await expect(validate({ Description: 'x'.repeat(51_200), Resources: { A } })).rejects.toMatchObject(
      refused(
        /at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200$/,
      ),
    );
  });
});

describe('CreateStack', () => {
  it('rejects IAM resources that were not acknowledged', async () => {
    const AssumeRolePolicyDocument = { Statement: [] };
    await expect(stacks.create('iam', role({ AssumeRolePolicyDocument }))).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    const named = role({ AssumeRolePolicyDocument, RoleName: 'iam-role' });
    const half = stacks.create('iam', named, { Capabilities: ['CAPABILITY_IAM'] });
    await expect(half).rejects.toMatchObject({ message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]' });
  });

  it('rejects a request without a template', async () => {
    await expect(stacks.create('none', {}, { TemplateBody: undefined })).rejects.toMatchObject(
      refused('Either Template URL or Template Body must be specified.'),
    );
  });
});

describe('GetTemplateSummary', () => {
  it('answers types, constraints and metadata', async () => {
    const TemplateBody = JSON.stringify({
      AWSTemplateFormatVersion: '2010-09-09',
      Metadata: { a: 1 },
      Parameters: { P: { Type: 'Number', AllowedValues: [1, 2] } },
      Resources: { A, B: A },
    });
    const summary = await stacks.cfn.send(new GetTemplateSummaryCommand({ TemplateBody }));
    expect(summary).toMatchObject({
      ResourceTypes: ['AWS::CloudFormation::WaitConditionHandle'],
      Version: '2010-09-09',
      Metadata: '{"a":1}',
      Parameters: [{ ParameterType: 'Number', ParameterConstraints: { AllowedValues: ['1', '2'] } }],
    });
  });
});
