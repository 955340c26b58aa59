import type { CreateRoleCommandOutput } from '@aws-sdk/client-iam';
import { z } from 'zod';
import { partition } from '../../../core/arn.ts';
import { upperId } from '../../../core/ids.ts';
import type { OperationContext } from '../../service.ts';
import { describeRole } from '../describe.ts';
import { entityAlreadyExists } from '../errors.ts';
import { parseInput, policyArn, policyDocument, roleName, rolePath, tags } from '../input.ts';
import { checkPolicyDocument } from '../policy-document.ts';
import { iamStore, type Role } from '../store.ts';

type Output = Omit<CreateRoleCommandOutput, '$metadata'>;

const Input = z.object({
  RoleName: roleName,
  Path: rolePath.default('/'),
  AssumeRolePolicyDocument: policyDocument,
  Description: z.string().max(1000).optional(),
  MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).default(3600),
  PermissionsBoundary: policyArn.optional(),
  Tags: tags,
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function createRole(input: unknown, context: OperationContext): Output {
  const request = parseInput(Input, input);
  checkPolicyDocument(request.AssumeRolePolicyDocument, 'trust');
  const store = iamStore(context);
  if (store.findRole(request.RoleName)) {
    throw entityAlreadyExists(`Role with name ${request.RoleName} already exists.`);
  }
  const { accountId, region } = context;
  const role: Role = {
    name: request.RoleName,
    id: `AROA${upperId(17)}`,
    arn: `arn:${partition(region)}:iam::${accountId}:role${request.Path}${request.RoleName}`,
    path: request.Path,
    createDate: new Date(),
    trustPolicy: request.AssumeRolePolicyDocument,
    description: request.Description,
    maxSessionDuration: request.MaxSessionDuration,
    permissionsBoundary: request.PermissionsBoundary,
    tags: new Map(request.Tags.map(({ Key, Value }) => [Key, Value])),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
  };
  store.roles.set(role.name.toLowerCase(), role);
  return { Role: describeRole(role) };
}
