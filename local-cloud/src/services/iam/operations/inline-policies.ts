import type { GetRolePolicyCommandOutput, ListRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import { pageInput, parseInput, policyDocument, policyName, roleName } from '../input.ts';
import { pageOf } from '../paging.ts';
import { checkPolicyDocument, encodeDocument } from '../policy-document.ts';
import { iamStore } from '../store.ts';

/** All inline policies of a role together, white space not counted. */
const MAX_CHARACTERS = 10_240;

const ByName = z.object({ RoleName: roleName, PolicyName: policyName });

const notFound = (name: string) => noSuchEntity(`The role policy with name ${name} cannot be found.`);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export function putRolePolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByName.extend({ PolicyDocument: policyDocument }), input);
  const role = iamStore(context).role(request.RoleName);
  checkPolicyDocument(request.PolicyDocument, 'identity');
  const others = [...role.inlinePolicies].filter(([name]) => name !== request.PolicyName);
  const documents = [...others.map(([, document]) => document), request.PolicyDocument];
  const total = documents.reduce((sum, document) => sum + document.replace(/\s/g, '').length, 0);
  if (total > MAX_CHARACTERS) {
    throw limitExceeded(`Maximum policy size of ${MAX_CHARACTERS} bytes exceeded for role ${role.name}`);
  }
  role.inlinePolicies.set(request.PolicyName, request.PolicyDocument);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export function getRolePolicy(
  input: unknown,
  context: OperationContext,
): Omit<GetRolePolicyCommandOutput, '$metadata'> {
  const request = parseInput(ByName, input);
  const role = iamStore(context).role(request.RoleName);
  const document = role.inlinePolicies.get(request.PolicyName);
  if (document === undefined) throw notFound(request.PolicyName);
  return { RoleName: role.name, PolicyName: request.PolicyName, PolicyDocument: encodeDocument(document) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export function deleteRolePolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByName, input);
  const role = iamStore(context).role(request.RoleName);
  if (!role.inlinePolicies.delete(request.PolicyName)) throw notFound(request.PolicyName);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export function listRolePolicies(
  input: unknown,
  context: OperationContext,
): Omit<ListRolePoliciesCommandOutput, '$metadata'> {
  const request = parseInput(z.object({ RoleName: roleName, ...pageInput }), input);
  const role = iamStore(context).role(request.RoleName);
  const { entries, rest } = pageOf([...role.inlinePolicies.keys()].sort(), request);
  return { PolicyNames: entries, ...rest };
}
