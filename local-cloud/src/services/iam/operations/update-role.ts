import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { describeRole } from '../describe.ts';
import { noSuchEntity } from '../errors.ts';
import { parseInput, policyArn, policyDocument, roleName } from '../input.ts';
import { checkPolicyDocument } from '../policy-document.ts';
import { iamStore } from '../store.ts';

const UpdateInput = z.object({
  RoleName: roleName,
  Description: z.string().max(1000).optional(),
  MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).optional(),
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export function updateRole(input: unknown, context: OperationContext): Record<string, never> {
  const request = parseInput(UpdateInput, input);
  const role = iamStore(context).role(request.RoleName);
  role.description = request.Description ?? role.description;
  role.maxSessionDuration = request.MaxSessionDuration ?? role.maxSessionDuration;
  return {};
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export function updateRoleDescription(input: unknown, context: OperationContext) {
  const request = parseInput(z.object({ RoleName: roleName, Description: z.string().max(1000) }), input);
  const role = iamStore(context).role(request.RoleName);
  role.description = request.Description;
  return { Role: describeRole(role) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export function updateAssumeRolePolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(z.object({ RoleName: roleName, PolicyDocument: policyDocument }), input);
  const role = iamStore(context).role(request.RoleName);
  checkPolicyDocument(request.PolicyDocument, 'trust');
  role.trustPolicy = request.PolicyDocument;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export function putRolePermissionsBoundary(input: unknown, context: OperationContext): undefined {
  const request = parseInput(z.object({ RoleName: roleName, PermissionsBoundary: policyArn }), input);
  iamStore(context).role(request.RoleName).permissionsBoundary = request.PermissionsBoundary;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export function deleteRolePermissionsBoundary(input: unknown, context: OperationContext): undefined {
  const role = iamStore(context).role(parseInput(z.object({ RoleName: roleName }), input).RoleName);
  if (role.permissionsBoundary === undefined) {
    throw noSuchEntity(`The permissions boundary for role ${role.name} cannot be found.`);
  }
  role.permissionsBoundary = undefined;
}
