import { DescribeStackEventsCommand, type Parameter } from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { handle, logGroup, outputsOf, startStacks } from './support.ts';

const stacks = await used(startStacks());

let count = 0;
/** Creates a stack with one parameter `P`. */
function create(declaration: object, value?: string) {
  count += 1;
  const Parameters: Parameter[] = value === undefined ? [] : [{ ParameterKey: 'P', ParameterValue: value }];
  const template = { Parameters: { P: declaration }, Resources: { A: handle() } };
  return stacks.create(`parameters-${count}`, template, { Parameters });
}

describe('parameters', () => {
  it.each<[string, object, string | undefined, string]>([
    ['no value', { Type: 'String' }, undefined, 'Parameters: [P] must have values'],
    ['a text for a number', { Type: 'Number' }, 'x', "Parameter 'P' must be a number."],
    [
      'what is not allowed',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'a default that is not allowed',
      { Type: 'String', AllowedValues: ['a'], Default: 'c' },
      undefined,
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'what does not match',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'a1',
      "Parameter 'P' must match pattern [a-z]+",
    ],
    [
      'too short a text',
      { Type: 'String', MinLength: 2 },
      'a',
      "Parameter 'P' must contain at least 2 characters",
    ],
    [
      'too long a text',
      { Type: 'String', MaxLength: '2' },
      'abc',
      "Parameter 'P' must contain at most 2 characters",
    ],
    [
      'too small a number',
      { Type: 'Number', MinValue: 2 },
      '1',
      "Parameter 'P' must be a number not less than 2",
    ],
    [
      'too big a number',
      { Type: 'List<Number>', MaxValue: 2 },
      '1,3',
      "Parameter 'P' must be a number not greater than 2",
    ],
    [
      'what its description forbids',
      { Type: 'String', AllowedPattern: 'a', ConstraintDescription: 'only a' },
      'b',
      "Parameter 'P' failed to satisfy constraint: only a",
    ],
    [
      'a dynamic reference',
      { Type: 'String' },
      '{{resolve:ssm:x}}',
      'The dynamic reference {{resolve:ssm:x}} is not supported by local-cloud',
    ],
  ])('reject %s', async (_what, declaration, value, message) => {
    await expect(create(declaration, value)).rejects.toMatchObject({ name: 'ValidationError', message });
  });

  it('reject a key that the template does not have', async () => {
    const call = stacks.create(
      'unknown',
      { Resources: { A: handle() } },
      {
        Parameters: [{ ParameterKey: 'X', ParameterValue: '1' }],
      },
    );
    await expect(call).rejects.toMatchObject({ message: 'Parameters: [X] do not exist in the template' });
  });

  it('accept values of AWS-specific types as they are', async () => {
    const stack = await create({ Type: 'List<AWS::EC2::Subnet::Id>' }, 'subnet-1,subnet-2');
    expect(stack.Parameters).toEqual([{ ParameterKey: 'P', ParameterValue: 'subnet-1,subnet-2' }]);
  });

  it('hide values with NoEcho in descriptions and events, not from resources', async () => {
    const template = {
      Parameters: { Secret: { Type: 'String', NoEcho: true } },
      Resources: { A: logGroup({ Ref: 'Secret' }) },
      Outputs: { Name: { Value: { Ref: 'A' } } },
    };
    const stack = await stacks.create('secret', template, {
      Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hush' }],
    });
    expect(stack.Parameters).toEqual([{ ParameterKey: 'Secret', ParameterValue: '****' }]);
    expect(outputsOf(stack)).toEqual({ Name: 'hush' });
    const { StackEvents } = await stacks.cfn.send(new DescribeStackEventsCommand({ StackName: 'secret' }));
    const event = StackEvents?.find(({ LogicalResourceId }) => LogicalResourceId === 'A');
    expect(event?.ResourceProperties).toBe('{"LogGroupName":"****"}');
  });
});
