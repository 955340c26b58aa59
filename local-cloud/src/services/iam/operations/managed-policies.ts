import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
} from '@aws-sdk/client-iam';
import { partition } from '../../../core/arn.ts';
import { upperId } from '../../../core/ids.ts';
import { describePolicy } from '../describe.ts';
import { deleteConflict, entityAlreadyExists } from '../errors.ts';
import { modelled } from '../input.ts';
import { checkManagedDocument, refuseAwsManaged } from '../managed-policy-rules.ts';
import { pageOf } from '../paging.ts';
import { iamStore, type ManagedPolicy } from '../store.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy = modelled<CreatePolicyRequest, CreatePolicyResponse>(
  'CreatePolicy',
  (input, context) => {
    checkManagedDocument(input.PolicyDocument, context);
    const store = iamStore(context);
    const taken = [...store.policies.values()].some(
      ({ name }) => name.toLowerCase() === input.PolicyName.toLowerCase(),
    );
    if (taken)
      throw entityAlreadyExists(
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
      );
    const { Path = '/' } = input;
    const { accountId, region } = context;
    const now = new Date();
    const policy: ManagedPolicy = {
      name: input.PolicyName,
      id: `ANPA${upperId(17)}`,
      arn: `arn:${partition(region)}:iam::${accountId}:policy${Path}${input.PolicyName}`,
      path: Path,
      description: input.Description,
      createDate: now,
      updateDate: now,
      defaultVersionId: 'v1',
      lastVersion: 1,
      versions: new Map([['v1', { id: 'v1', document: input.PolicyDocument, createDate: now }]]),
      tags: new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    };
    store.policies.set(policy.arn, policy);
    // A new policy is answered without its description, as IAM does.
    const { Description: _description, ...shown } = describePolicy(policy, store);
    return { Policy: shown };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = modelled<GetPolicyRequest, GetPolicyResponse>('GetPolicy', (input, context) => {
  refuseAwsManaged(input.PolicyArn);
  const store = iamStore(context);
  return { Policy: describePolicy(store.policy(input.PolicyArn), store) };
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy = modelled<DeletePolicyRequest, undefined>('DeletePolicy', (input, context) => {
  const store = iamStore(context);
  const policy = store.policy(input.PolicyArn);
  if (store.rolesWith(policy.arn).length > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (policy.versions.size > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  store.policies.delete(policy.arn);
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies = modelled<ListPoliciesRequest, ListPoliciesResponse>(
  'ListPolicies',
  (input, context) => {
    const store = iamStore(context);
    const local = input.Scope === 'AWS' ? [] : [...store.policies.values()];
    const found = local
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
      .map((policy) => describePolicy(policy, store))
      .filter(({ AttachmentCount }) => !input.OnlyAttached || AttachmentCount! > 0)
      .filter(({ AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) => {
        if (input.PolicyUsageFilter === undefined) return true;
        return input.PolicyUsageFilter === 'PermissionsBoundary'
          ? PermissionsBoundaryUsageCount > 0
          : AttachmentCount > 0;
      })
      .map(({ Description: _description, Tags: _tags, ...shown }) => shown);
    const { items, ...rest } = pageOf(found, input);
    return { Policies: items, ...rest };
  },
);
