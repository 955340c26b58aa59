import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  PolicyVersion as PolicyVersionShape,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { deleteConflict, limitExceeded, noSuchEntity } from '../errors.ts';
import { modelled } from '../input.ts';
import { checkManagedDocument, refuseAwsManaged } from '../managed-policy-rules.ts';
import { pageOf } from '../paging.ts';
import { encodeDocument } from '../policy-document.ts';
import { iamStore, type ManagedPolicy, type PolicyVersion } from '../store.ts';

const MAX_VERSIONS = 5;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion = modelled<CreatePolicyVersionRequest, CreatePolicyVersionResponse>(
  'CreatePolicyVersion',
  (input, context) => {
    const policy = iamStore(context).policy(input.PolicyArn);
    checkManagedDocument(input.PolicyDocument, context);
    if (policy.versions.size >= MAX_VERSIONS) {
      throw limitExceeded(
        `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    policy.lastVersion += 1;
    const version = { id: `v${policy.lastVersion}`, document: input.PolicyDocument, createDate: new Date() };
    policy.versions.set(version.id, version);
    policy.updateDate = version.createDate;
    if (input.SetAsDefault) policy.defaultVersionId = version.id;
    return { PolicyVersion: summary(policy, version) };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = modelled<GetPolicyVersionRequest, GetPolicyVersionResponse>(
  'GetPolicyVersion',
  (input, context) => {
    refuseAwsManaged(input.PolicyArn);
    const policy = iamStore(context).policy(input.PolicyArn);
    const version = requireVersion(policy, input.VersionId);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...summary(policy, version) } };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions = modelled<ListPolicyVersionsRequest, ListPolicyVersionsResponse>(
  'ListPolicyVersions',
  (input, context) => {
    refuseAwsManaged(input.PolicyArn);
    const policy = iamStore(context).policy(input.PolicyArn);
    const newestFirst = [...policy.versions.values()].reverse();
    const { items, ...rest } = pageOf(newestFirst, input);
    return { Versions: items.map((version) => summary(policy, version)), ...rest };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion = modelled<DeletePolicyVersionRequest, undefined>(
  'DeletePolicyVersion',
  (input, context) => {
    const policy = iamStore(context).policy(input.PolicyArn);
    const { id } = requireVersion(policy, input.VersionId);
    if (id === policy.defaultVersionId) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    policy.versions.delete(id);
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion = modelled<SetDefaultPolicyVersionRequest, undefined>(
  'SetDefaultPolicyVersion',
  (input, context) => {
    const policy = iamStore(context).policy(input.PolicyArn);
    policy.defaultVersionId = requireVersion(policy, input.VersionId).id;
  },
);

function requireVersion(policy: ManagedPolicy, id: string): PolicyVersion {
  const version = policy.versions.get(id);
  if (!version) {
    throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  }
  return version;
}

const summary = (policy: ManagedPolicy, version: PolicyVersion): PolicyVersionShape => ({
  VersionId: version.id,
  IsDefaultVersion: version.id === policy.defaultVersionId,
  CreateDate: version.createDate,
});
