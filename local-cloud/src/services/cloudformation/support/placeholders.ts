import { arn } from '../../../core/arn.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { functionCall, isObject, type Json } from '../../../resources/json.ts';
import { attributeArgument, substitute } from '../template/references.ts';
import type { ResourceDeclaration } from '../template/template.ts';

/** What stands where a template refers to a resource that was left out. */
export interface Placeholders {
  has(logicalId: string): boolean;
  /** A value with its references to resources that are gone replaced. */
  fill(value: Json): Json;
}

/** Types whose `Ref` is an ARN. */
const REF_IS_ARN =
  /^AWS::(SNS::Topic|StepFunctions::StateMachine|SecretsManager::Secret|ElasticLoadBalancingV2::.+|CertificateManager::Certificate|IAM::ManagedPolicy|Batch::.+|WAFv2::.+)$/;

/**
 * What `Ref` looks like of types whose clients take it apart as they load: a user pool's id has its region, a queue's is a URL.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
 */
const REF_FORMS: Readonly<Record<string, (name: string, context: OperationContext) => string>> = {
  'AWS::Cognito::UserPool': (name, { region }) => `${region}_${letters(name, 9)}`,
  'AWS::Cognito::UserPoolClient': (name) => letters(name, 26).toLowerCase(),
  'AWS::SQS::Queue': (name, { cloud, accountId }) => `${cloud.endpoint}/${accountId}/${name}`,
};

const letters = (name: string, length: number): string =>
  name
    .replace(/[^A-Za-z0-9]/g, '')
    .padEnd(length, '0')
    .slice(0, length);

/** The property that a type's resources are named by, as far as such a name is written out. */
const NAME = /^(.*Name|Name)$/;

export function placeholdersFor(
  gone: ReadonlyMap<string, ResourceDeclaration>,
  context: OperationContext,
): Placeholders {
  const standIn = (logicalId: string, attribute?: string): string => {
    const { type, properties } = gone.get(logicalId)!;
    const [, named] =
      Object.entries(properties).find(([key, value]) => NAME.test(key) && typeof value === 'string') ?? [];
    const name = typeof named === 'string' ? named : logicalId;
    const form = attribute === undefined ? REF_FORMS[type] : undefined;
    if (form) return form(name, context);
    const isArn = attribute === undefined ? REF_IS_ARN.test(type) : /Arn$/.test(attribute);
    return isArn ? arn(type.split('::')[1]?.toLowerCase() ?? 'unknown', context, name) : name;
  };
  const fill = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(fill);
    if (!isObject(value)) return value;
    const call = functionCall(value);
    if (call?.name === 'Ref' && gone.has(String(call.argument))) return standIn(String(call.argument));
    if (call?.name === 'Fn::GetAtt') {
      const target = attributeArgument(call.argument);
      if (target && gone.has(target.name)) return standIn(target.name, String(target.attribute));
    }
    const filled = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member)]));
    return call?.name === 'Fn::Sub' ? { 'Fn::Sub': fillText(filled['Fn::Sub'] ?? '') } : filled;
  };
  const fillText = (argument: Json): Json => {
    const [text, ...rest] = Array.isArray(argument) ? argument : [argument];
    if (typeof text !== 'string') return argument;
    const own = isObject(rest[0]) ? rest[0] : {};
    const filled = substitute(text, ({ name, attribute, literal }, whole) =>
      literal || !gone.has(name) || Object.hasOwn(own, name) ? whole : standIn(name, attribute),
    );
    return rest.length > 0 ? [filled, ...rest] : filled;
  };
  return { has: (logicalId) => gone.has(logicalId), fill };
}
