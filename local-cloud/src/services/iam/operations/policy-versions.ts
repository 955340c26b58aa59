import type {
  CreatePolicyVersionCommandOutput,
  GetPolicyVersionCommandOutput,
  ListPolicyVersionsCommandOutput,
  PolicyVersion as PolicyVersionShape,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from '../errors.ts';
import { flag, pageInput, parseInput, policyArn, policyDocument } from '../input.ts';
import { checkManagedDocument, refuseAwsManaged } from '../managed-policy-rules.ts';
import { pageOf } from '../paging.ts';
import { encodeDocument } from '../policy-document.ts';
import { iamStore, type ManagedPolicy, type PolicyVersion } from '../store.ts';

const MAX_VERSIONS = 5;

const ByArn = z.object({ PolicyArn: policyArn });
const ByVersion = ByArn.extend({ VersionId: z.string().regex(/^v[1-9][0-9]*$/) });

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export function createPolicyVersion(
  input: unknown,
  context: OperationContext,
): Omit<CreatePolicyVersionCommandOutput, '$metadata'> {
  const schema = ByArn.extend({ PolicyDocument: policyDocument, SetAsDefault: flag.default(false) });
  const request = parseInput(schema, input);
  const policy = iamStore(context).policy(request.PolicyArn);
  checkManagedDocument(request.PolicyDocument);
  if (policy.versions.size >= MAX_VERSIONS) {
    throw limitExceeded(
      `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  policy.lastVersion += 1;
  const version = { id: `v${policy.lastVersion}`, document: request.PolicyDocument, createDate: new Date() };
  policy.versions.set(version.id, version);
  policy.updateDate = version.createDate;
  if (request.SetAsDefault) policy.defaultVersionId = version.id;
  return { PolicyVersion: summary(policy, version) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export function getPolicyVersion(
  input: unknown,
  context: OperationContext,
): Omit<GetPolicyVersionCommandOutput, '$metadata'> {
  const request = parseInput(ByVersion, input);
  refuseAwsManaged(request.PolicyArn);
  const policy = iamStore(context).policy(request.PolicyArn);
  const version = requireVersion(policy, request.VersionId);
  return { PolicyVersion: { Document: encodeDocument(version.document), ...summary(policy, version) } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export function listPolicyVersions(
  input: unknown,
  context: OperationContext,
): Omit<ListPolicyVersionsCommandOutput, '$metadata'> {
  const request = parseInput(ByArn.extend(pageInput), input);
  refuseAwsManaged(request.PolicyArn);
  const policy = iamStore(context).policy(request.PolicyArn);
  const newestFirst = [...policy.versions.values()].reverse();
  const { entries, rest } = pageOf(newestFirst, request);
  return { Versions: entries.map((version) => summary(policy, version)), ...rest };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export function deletePolicyVersion(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByVersion, input);
  const policy = iamStore(context).policy(request.PolicyArn);
  const { id } = requireVersion(policy, request.VersionId);
  if (id === policy.defaultVersionId) {
    throw deleteConflict('Cannot delete the default version of a policy.');
  }
  policy.versions.delete(id);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export function setDefaultPolicyVersion(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByVersion, input);
  const policy = iamStore(context).policy(request.PolicyArn);
  policy.defaultVersionId = requireVersion(policy, request.VersionId).id;
}

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
