import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { tagList } from '../describe.ts';
import { limitExceeded } from '../errors.ts';
import { pageInput, parseInput, policyArn, roleName, tagKeys, tags } from '../input.ts';
import { pageOf } from '../paging.ts';
import { iamStore, type Tag } from '../store.ts';

const MAX_TAGS = 50;

const Role = z.object({ RoleName: roleName });
const Policy = z.object({ PolicyArn: policyArn });

const roleTags = (input: { RoleName: string }, context: OperationContext) =>
  iamStore(context).role(input.RoleName).tags;

const policyTags = (input: { PolicyArn: string }, context: OperationContext) =>
  iamStore(context).policy(input.PolicyArn).tags;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export function tagRole(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Role.extend({ Tags: tags }), input);
  add(roleTags(request, context), request.Tags);
}

export function untagRole(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Role.extend({ TagKeys: tagKeys }), input);
  for (const key of request.TagKeys) roleTags(request, context).delete(key);
}

export function listRoleTags(input: unknown, context: OperationContext) {
  const request = parseInput(Role.extend(pageInput), input);
  const { entries, rest } = pageOf(tagList(roleTags(request, context)), request);
  return { Tags: entries, ...rest };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export function tagPolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Policy.extend({ Tags: tags }), input);
  add(policyTags(request, context), request.Tags);
}

export function untagPolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Policy.extend({ TagKeys: tagKeys }), input);
  for (const key of request.TagKeys) policyTags(request, context).delete(key);
}

export function listPolicyTags(input: unknown, context: OperationContext) {
  const request = parseInput(Policy.extend(pageInput), input);
  const { entries, rest } = pageOf(tagList(policyTags(request, context)), request);
  return { Tags: entries, ...rest };
}

function add(existing: Map<string, string>, added: readonly Tag[]): void {
  const names = new Set([...existing.keys(), ...added.map(({ Key }) => Key)]);
  if (names.size > MAX_TAGS) {
    throw limitExceeded('The number of tags has reached the maximum limit.');
  }
  for (const { Key, Value } of added) existing.set(Key, Value);
}
