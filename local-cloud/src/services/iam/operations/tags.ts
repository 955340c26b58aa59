import type {
  ListPolicyTagsRequest,
  ListPolicyTagsResponse,
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  TagPolicyRequest,
  TagRoleRequest,
  UntagPolicyRequest,
  UntagRoleRequest,
} from '@aws-sdk/client-iam';
import type { OperationContext } from '../../../protocols/operation.ts';
import { tagList } from '../describe.ts';
import { limitExceeded } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { iamStore, type Tag } from '../store.ts';

const MAX_TAGS = 50;

const roleTags = (input: { RoleName: string }, context: OperationContext) =>
  iamStore(context).role(input.RoleName).tags;

const policyTags = (input: { PolicyArn: string }, context: OperationContext) =>
  iamStore(context).policy(input.PolicyArn).tags;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = modelled<TagRoleRequest, undefined>('TagRole', (input, context) => {
  add(roleTags(input, context), input.Tags);
});

export const untagRole = modelled<UntagRoleRequest, undefined>('UntagRole', (input, context) => {
  for (const key of input.TagKeys) roleTags(input, context).delete(key);
});

export const listRoleTags = modelled<ListRoleTagsRequest, ListRoleTagsResponse>(
  'ListRoleTags',
  (input, context) => {
    const { items, ...rest } = pageOf(tagList(roleTags(input, context)), input);
    return { Tags: items, ...rest };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export const tagPolicy = modelled<TagPolicyRequest, undefined>('TagPolicy', (input, context) => {
  add(policyTags(input, context), input.Tags);
});

export const untagPolicy = modelled<UntagPolicyRequest, undefined>('UntagPolicy', (input, context) => {
  for (const key of input.TagKeys) policyTags(input, context).delete(key);
});

export const listPolicyTags = modelled<ListPolicyTagsRequest, ListPolicyTagsResponse>(
  'ListPolicyTags',
  (input, context) => {
    const { items, ...rest } = pageOf(tagList(policyTags(input, context)), input);
    return { Tags: items, ...rest };
  },
);

function add(existing: Map<string, string>, added: readonly Tag[]): void {
  const names = new Set([...existing.keys(), ...added.map(({ Key }) => Key)]);
  if (names.size > MAX_TAGS) {
    throw limitExceeded('The number of tags has reached the maximum limit.');
  }
  for (const { Key, Value } of added) existing.set(Key, Value);
}
