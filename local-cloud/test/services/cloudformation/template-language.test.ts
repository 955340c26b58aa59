import { used } from '../../support/cloud.ts';
import { outputsOf, startStacks } from './support.ts';

const stacks = await used(startStacks());

let count = 0;
/** What an expression in YAML comes to, as an output of a stack. */
async function evaluated(expression: string): Promise<string | undefined> {
  count += 1;
  const stack = await stacks.create(
    `language-${count}`,
    `
Parameters:
  Name: { Type: String, Default: vera }
  Names: { Type: CommaDelimitedList, Default: 'a, b,c' }
  Port: { Type: Number, Default: 80 }
Mappings:
  Sizes:
    us-east-1: { vera: large, other: [x, y] }
Conditions:
  IsVera: !Equals [!Ref Name, vera]
  IsNot: !Not [!Condition IsVera]
  Both: !And [!Condition IsVera, !Equals [!Ref Port, '80']]
  Either: !Or [!Condition IsNot, !Condition Both]
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: language-${count} }
Outputs:
  Value:
    Value: ${expression}
`,
  );
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  return outputsOf(stack).Value;
}

describe('intrinsic functions', () => {
  it.each([
    ['!Ref Name', 'vera'],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!Ref AWS::AccountId', '000000000000'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Join ["-", !Ref Names]', 'a-b-c'],
    ["!Join ['', [a, 1, true]]", 'a1true'],
    ['!Select [1, !Ref Names]', 'b'],
    ['!Select ["0", !GetAZs ""]', 'us-east-1a'],
    ['!Select [2, !Split ["/", a/b/c]]', 'c'],
    ['!FindInMap [Sizes, !Ref AWS::Region, !Ref Name]', 'large'],
    ['!Select [1, !FindInMap [Sizes, us-east-1, other]]', 'y'],
    ['!Base64 Olá', 'T2zDoQ=='],
    ['!If [IsVera, yes, no]', 'true'],
    ['!If [IsNot, a, !If [Both, b, c]]', 'b'],
    ['!If [Either, a, b]', 'a'],
    [`!Sub "\${Name}:\${Port}:\${!Name}:\${AWS::Region}"`, `vera:80:\${Name}:us-east-1`],
    [`!Sub ["\${Name}-\${X}", { X: !Ref Port }]`, 'vera-80'],
    ['!Select [1, !Cidr [10.0.0.0/16, 4, 8]]', '10.0.1.0/24'],
    ['!Select [1, !Cidr ["2001:db8::/56", 2, 64]]', '2001:db8:0:1::/64'],
    [`{ "Fn::Join": ["+", [{ Ref: Name }, { "Fn::Sub": "\${Port}" }]] }`, 'vera+80'],
  ])('evaluates %s', async (expression, expected) => {
    expect(await evaluated(expression)).toBe(expected);
  });

  it('answers references and attributes of resources, in every notation', async () => {
    const arn = `arn:aws:logs:us-east-1:000000000000:log-group:language-${count + 1}:*`;
    const text = `!Join [" ", [!Ref Group, !GetAtt Group.Arn, !GetAtt [Group, Arn], !Sub "\${Group.Arn}"]]`;
    expect(await evaluated(text)).toBe(`language-${count} ${arn} ${arn} ${arn}`);
  });

  it.each([
    ['YAML', 'Value: { Value: a, Value: b }'],
    ['JSON', '"Value": { "Value": "a", "Value": "b" }'],
  ])('takes the last of what stands twice in %s', async (kind, output) => {
    const name = `twice-${kind}`;
    const group = JSON.stringify({ Type: 'AWS::Logs::LogGroup' });
    const text =
      kind === 'YAML'
        ? `Resources: { G: ${group} }\nOutputs:\n  ${output}`
        : `{"Resources":{"G":${group}},"Outputs":{${output}}}`;
    expect(outputsOf(await stacks.create(name, text))).toEqual({ Value: 'b' });
  });

  it('takes away what AWS::NoValue is the value of', async () => {
    const stack = await stacks.create(
      'no-value',
      `
Conditions: { Never: !Equals [a, b] }
Resources:
  Kept:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: no-value
      RetentionInDays: !If [Never, 2, !Ref AWS::NoValue]
  Left:
    Type: AWS::CloudFormation::WaitConditionHandle
    Condition: Never
Outputs:
  Shown: { Value: !Join ['', [a, !If [Never, !Ref Left, !Ref AWS::NoValue]]] }
  Hidden: { Value: !Ref Left, Condition: Never }
`,
    );
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputsOf(stack)).toEqual({ Shown: 'a' });
    expect(await stacks.events('no-value')).not.toContain('Left CREATE_COMPLETE');
  });
});
