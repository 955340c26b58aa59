import { partition } from '../../core/arn.ts';
import { invalidParameter } from './errors.ts';
import type { FunctionRecord, PolicyStatement, Scope } from './types.ts';

export interface PermissionInput {
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly EventSourceToken?: string;
  readonly PrincipalOrgID?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
}

/** The statement AddPermission makes. @throws AwsError InvalidParameterValueException */
export function statementOf(input: PermissionInput, resource: string, scope: Scope): PolicyStatement {
  const equals: Record<string, string> = {};
  if (input.FunctionUrlAuthType) equals['lambda:FunctionUrlAuthType'] = input.FunctionUrlAuthType;
  if (input.PrincipalOrgID) equals['aws:PrincipalOrgID'] = input.PrincipalOrgID;
  if (input.SourceAccount) equals['AWS:SourceAccount'] = input.SourceAccount;
  if (input.EventSourceToken) equals['lambda:EventSourceToken'] = input.EventSourceToken;
  const condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl && { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal, scope),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string, { region }: Scope): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  // Alexa's are of amazon.com: alexa-appkit, alexa-connectedhome.
  if (/\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(principal)) return { Service: principal };
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition(region)}:iam::${principal}:root` };
  if (/^arn:[\w-]+:(iam|sts):/.test(principal)) return { AWS: principal };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

export interface Caller {
  /** `apigateway.amazonaws.com` */
  readonly service: string;
  readonly sourceArn?: string;
}

/** Whether a function's resource-based policy lets an AWS service invoke it, as API Gateway needs it to. */
export const allowsCaller = (
  record: FunctionRecord,
  qualifier: string | undefined,
  caller: Caller,
  scope: Scope,
): boolean => policyOf(record, qualifier).some((statement) => allows(statement, caller, scope));

const policyOf = (record: FunctionRecord, qualifier = '$LATEST'): readonly PolicyStatement[] =>
  record.policies.get(qualifier) ?? [];

function allows({ Principal, Action, Condition }: PolicyStatement, caller: Caller, scope: Scope): boolean {
  const service = typeof Principal === 'string' ? Principal : Principal.Service;
  if (service !== '*' && service !== caller.service) return false;
  if (!['lambda:InvokeFunction', 'lambda:*', '*'].includes(Action)) return false;
  const account = Condition?.StringEquals?.['AWS:SourceAccount'];
  if (account !== undefined && account !== scope.accountId) return false;
  const source = Condition?.ArnLike?.['AWS:SourceArn'];
  return source === undefined || (caller.sourceArn !== undefined && arnLike(source, caller.sourceArn));
}

/** `*` and `?` match within an ARN's parts, of which the last, the resource, may hold colons. */
function arnLike(pattern: string, text: string): boolean {
  const [wanted, given] = [split(pattern), split(text)];
  return wanted.every((part, index) => glob(part).test(given[index] ?? ''));
}

function split(text: string): string[] {
  const parts = text.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
