import type {
  CreatePolicyCommandOutput,
  GetPolicyCommandOutput,
  ListPoliciesCommandOutput,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import { partition } from '../../../core/arn.ts';
import { upperId } from '../../../core/ids.ts';
import type { OperationContext } from '../../service.ts';
import { describePolicy } from '../describe.ts';
import { deleteConflict, entityAlreadyExists } from '../errors.ts';
import {
  flag,
  pageInput,
  parseInput,
  policyArn,
  policyDocument,
  policyName,
  policyPath,
  tags,
} from '../input.ts';
import { checkManagedDocument, refuseAwsManaged } from '../managed-policy-rules.ts';
import { pageOf } from '../paging.ts';
import { iamStore, type ManagedPolicy } from '../store.ts';

const CreateInput = z.object({
  PolicyName: policyName,
  Path: policyPath.default('/'),
  PolicyDocument: policyDocument,
  Description: z.string().max(1000).optional(),
  Tags: tags,
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function createPolicy(
  input: unknown,
  context: OperationContext,
): Omit<CreatePolicyCommandOutput, '$metadata'> {
  const request = parseInput(CreateInput, input);
  checkManagedDocument(request.PolicyDocument);
  const store = iamStore(context);
  const taken = [...store.policies.values()].some(
    ({ name }) => name.toLowerCase() === request.PolicyName.toLowerCase(),
  );
  if (taken)
    throw entityAlreadyExists(
      `A policy called ${request.PolicyName} already exists. Duplicate names are not allowed.`,
    );
  const { accountId, region } = context;
  const now = new Date();
  const policy: ManagedPolicy = {
    name: request.PolicyName,
    id: `ANPA${upperId(17)}`,
    arn: `arn:${partition(region)}:iam::${accountId}:policy${request.Path}${request.PolicyName}`,
    path: request.Path,
    description: request.Description,
    createDate: now,
    updateDate: now,
    defaultVersionId: 'v1',
    lastVersion: 1,
    versions: new Map([['v1', { id: 'v1', document: request.PolicyDocument, createDate: now }]]),
    tags: new Map(request.Tags.map(({ Key, Value }) => [Key, Value])),
  };
  store.policies.set(policy.arn, policy);
  // A new policy is answered without its description, as IAM does.
  const { Description: _description, ...shown } = describePolicy(policy, store);
  return { Policy: shown };
}

const ByArn = z.object({ PolicyArn: policyArn });

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export function getPolicy(
  input: unknown,
  context: OperationContext,
): Omit<GetPolicyCommandOutput, '$metadata'> {
  const request = parseInput(ByArn, input);
  refuseAwsManaged(request.PolicyArn);
  const store = iamStore(context);
  return { Policy: describePolicy(store.policy(request.PolicyArn), store) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export function deletePolicy(input: unknown, context: OperationContext): undefined {
  const store = iamStore(context);
  const policy = store.policy(parseInput(ByArn, input).PolicyArn);
  if (store.rolesWith(policy.arn).length > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (policy.versions.size > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  store.policies.delete(policy.arn);
}

const ListInput = z.object({
  Scope: z.enum(['All', 'AWS', 'Local']).default('All'),
  OnlyAttached: flag.default(false),
  PathPrefix: z.string().default('/'),
  PolicyUsageFilter: z.enum(['PermissionsPolicy', 'PermissionsBoundary']).default('PermissionsPolicy'),
  ...pageInput,
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export function listPolicies(
  input: unknown,
  context: OperationContext,
): Omit<ListPoliciesCommandOutput, '$metadata'> {
  const request = parseInput(ListInput, input);
  const store = iamStore(context);
  const local = request.Scope === 'AWS' ? [] : [...store.policies.values()];
  const found = local
    .filter(({ path }) => path.startsWith(request.PathPrefix))
    .map((policy) => describePolicy(policy, store))
    .filter(({ AttachmentCount }) => !request.OnlyAttached || AttachmentCount! > 0)
    .map(({ Description: _description, Tags: _tags, ...shown }) => shown);
  const { entries, rest } = pageOf(found, request);
  return { Policies: entries, ...rest };
}
