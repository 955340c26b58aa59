import { isObject, isScalar, type Json, type JsonObject } from '../../../resources/json.ts';
import { templateError, templateFormatError, validationError } from '../errors.ts';
import type {
  DeletionPolicy,
  OutputDeclaration,
  ParameterDeclaration,
  ResourceDeclaration,
} from './template.ts';

const PARAMETER_MEMBERS = new Set(
  (
    'Type Default Description NoEcho AllowedValues AllowedPattern ConstraintDescription MinLength MaxLength ' +
    'MinValue MaxValue'
  ).split(' '),
);

const PLAIN_TYPES = new Set(['String', 'Number', 'List<Number>', 'List<String>', 'CommaDelimitedList']);

/** Types whose values AWS checks against the account, e.g. `List<AWS::EC2::Subnet::Id>`. */
const AWS_TYPE = /^(List<)?AWS::(EC2|Route53)::[A-Za-z]+(::[A-Za-z]+)*>?$/;

export function readParameter(name: string, declaration: JsonObject): ParameterDeclaration {
  refuseOthers(declaration, PARAMETER_MEMBERS, 'parameter');
  const type = declaration.Type;
  if (typeof type !== 'string') {
    throw templateFormatError('Every Parameters object must contain a Type member.');
  }
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    throw validationError(`Parameter ${name}: the parameter type ${type} is not supported by local-cloud`);
  }
  if (!PLAIN_TYPES.has(type) && type !== 'AWS::SSM::Parameter::Name' && !AWS_TYPE.test(type)) {
    throw templateFormatError(`Unrecognized parameter type: ${type}`);
  }
  const allowed = declaration.AllowedValues;
  if (allowed !== undefined && !Array.isArray(allowed)) {
    throw templateFormatError('Every AllowedValues member must be a list.');
  }
  return {
    type,
    default: text(declaration.Default, `Every Default member must be a string.`),
    description: text(declaration.Description, `Every Description member must be a string.`),
    noEcho: String(declaration.NoEcho ?? false) === 'true',
    allowedValues: allowed?.map(String),
    allowedPattern: text(declaration.AllowedPattern, 'Every AllowedPattern member must be a string.'),
    constraintDescription: text(
      declaration.ConstraintDescription,
      'Every ConstraintDescription member must be a string.',
    ),
    minLength: number(declaration, 'MinLength'),
    maxLength: number(declaration, 'MaxLength'),
    minValue: number(declaration, 'MinValue'),
    maxValue: number(declaration, 'MaxValue'),
  };
}

/** `Version` is undocumented but taken: templates give it to custom resources. */
const RESOURCE_MEMBERS = new Set(
  'Type Properties DependsOn Condition DeletionPolicy UpdateReplacePolicy Metadata Description Version'.split(
    ' ',
  ),
);

/** Attributes that make CloudFormation wait or roll out in steps. */
const UNSUPPORTED_ATTRIBUTES = ['CreationPolicy', 'UpdatePolicy'];

export function readResource(name: string, declaration: JsonObject): ResourceDeclaration {
  const unsupportedAttributes = UNSUPPORTED_ATTRIBUTES.filter((name) => Object.hasOwn(declaration, name));
  refuseOthers(without(declaration, unsupportedAttributes), RESOURCE_MEMBERS, 'resource');
  const { Type: type, Properties: properties = {}, Condition: condition } = declaration;
  if (typeof type !== 'string') {
    throw templateFormatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  if (!isObject(properties)) {
    throw templateFormatError(`[/Resources/${name}/Properties] Properties must be an object.`);
  }
  if (condition !== undefined && typeof condition !== 'string') {
    throw templateFormatError(`[/Resources/${name}] Every Condition member must be a string.`);
  }
  const given = Object.entries(declaration).filter(([attribute]) => POLICIES.includes(attribute));
  const policies = Object.fromEntries(given.filter(([, value]) => isObject(value)));
  const fixed = Object.fromEntries(given.filter(([, value]) => !isObject(value)));
  return {
    type,
    properties,
    dependsOn: dependsOn(declaration.DependsOn),
    condition,
    ...policiesOf(name, type, fixed),
    policies,
    metadata: declaration.Metadata,
    unsupportedAttributes,
  };
}

const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'];

const policiesOf = (name: string, type: string, { DeletionPolicy, UpdateReplacePolicy }: JsonObject) => ({
  deletionPolicy: policy(name, type, 'DeletionPolicy', DeletionPolicy),
  updateReplacePolicy: policy(name, type, 'UpdateReplacePolicy', UpdateReplacePolicy),
});

/** A resource whose policies are no longer functions. @param evaluate answers undefined for AWS::NoValue */
export function withPolicies(
  name: string,
  declaration: ResourceDeclaration,
  evaluate: (value: Json) => Json | undefined,
): ResourceDeclaration {
  const { policies = {}, type, deletionPolicy, updateReplacePolicy } = declaration;
  if (Object.keys(policies).length === 0) return declaration;
  const told = Object.fromEntries(
    Object.entries(policies).map(([attribute, value]) => [attribute, evaluate(value)]),
  ) as JsonObject;
  const { DeletionPolicy = deletionPolicy, UpdateReplacePolicy = updateReplacePolicy } = told;
  return { ...declaration, ...policiesOf(name, type, { DeletionPolicy, UpdateReplacePolicy }) };
}

const without = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

function dependsOn(value: Json | undefined): string[] {
  if (value === undefined) return [];
  const names = Array.isArray(value) ? value : [value];
  if (!names.every((name) => typeof name === 'string')) {
    throw templateFormatError('DependsOn must be a string or list of strings.');
  }
  return names;
}

function policy(name: string, type: string, attribute: string, value: Json = 'Delete'): DeletionPolicy {
  if (value === 'Delete' || value === 'Retain') return value;
  if (value === 'RetainExceptOnCreate' && attribute === 'DeletionPolicy') return value;
  if (value === 'Snapshot') {
    throw templateError(`resource type ${type} does not support ${attribute} Snapshot`);
  }
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw templateFormatError(`Unrecognized ${attribute} ${shown} for resource ${name}`);
}

const OUTPUT_MEMBERS = new Set(['Value', 'Description', 'Condition', 'Export']);

export function readOutput(name: string, declaration: JsonObject): OutputDeclaration {
  refuseOthers(declaration, OUTPUT_MEMBERS, 'output');
  const { Value: value, Condition: condition, Export: exported } = declaration;
  if (value === undefined) throw templateFormatError('Every Outputs member must contain a Value object');
  if (condition !== undefined && typeof condition !== 'string') {
    throw templateFormatError(`Output ${name} is malformed.`);
  }
  if (exported !== undefined && (!isObject(exported) || exported.Name === undefined)) {
    throw templateFormatError(
      `Output ${name} is malformed. The Name field of every Export member must be specified.`,
    );
  }
  return {
    value,
    condition,
    description: text(declaration.Description, `Output ${name} is malformed.`),
    exportName: exported?.Name,
  };
}

function refuseOthers(declaration: JsonObject, known: ReadonlySet<string>, kind: string): void {
  const other = Object.keys(declaration).find((member) => !known.has(member));
  if (other !== undefined) throw validationError(`Invalid template ${kind} property '${other}'`);
}

function text(value: Json | undefined, problem: string): string | undefined {
  if (value === undefined) return undefined;
  if (!isScalar(value)) throw templateFormatError(problem);
  return String(value);
}

function number(declaration: JsonObject, member: string): number | undefined {
  const value = declaration[member];
  if (value === undefined) return undefined;
  const result = Number(value);
  if (Number.isNaN(result)) throw templateFormatError(`Every ${member} member must be a number.`);
  return result;
}
