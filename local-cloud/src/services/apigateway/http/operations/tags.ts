import type { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-apigatewayv2';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest } from '../errors.ts';
import { modelled } from '../input.ts';
import { findApi, findStage } from '../store.ts';
import type { Wire } from '../types.ts';

const MAX_TAGS = 50;

interface Tagged {
  readonly tags: Record<string, string>;
  set(tags: Record<string, string>): void;
}

/** What an ARN such as `arn:aws:apigateway:us-east-1::/apis/ID/stages/NAME` names. */
function tagged(arn: string, context: OperationContext): Tagged {
  const [, path = ''] = arn.match(/^arn:[^:]+:apigateway:[^:]+::(\/.+)$/) ?? [];
  const [, kind, id = '', part, name = '', rest] = path.split('/');
  if (kind !== 'apis' || (part !== undefined && part !== 'stages') || rest !== undefined) {
    throw badRequest(`Invalid resource ARN specified: ${arn}`);
  }
  const api = findApi(id, context);
  if (part === undefined) {
    const set: Tagged['set'] = (tags) => {
      api.settings = { ...api.settings, tags };
    };
    return { tags: api.settings.tags ?? {}, set };
  }
  const stage = findStage(api, name);
  return { tags: stage.tags ?? {}, set: (tags) => void api.stages.set(name, { ...stage, tags }) };
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#TagResource */
export const tagResource = modelled<Wire<TagResourceRequest>, void>('TagResource', (input, context) => {
  const resource = tagged(input.resourceArn, context);
  const { tags } = input;
  const all = { ...resource.tags, ...tags };
  if (Object.keys(all).length > MAX_TAGS) throw badRequest(`Too many tags: the limit is ${MAX_TAGS}`);
  resource.set(all);
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#UntagResource */
export const untagResource = modelled<Wire<UntagResourceRequest>, void>(
  'UntagResource',
  ({ resourceArn, tagKeys }, context) => {
    const resource = tagged(resourceArn, context);
    resource.set(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys.includes(key))));
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#GetTags */
export const getTags = modelled<Wire<GetTagsRequest>, { tags: Record<string, string> }>(
  'GetTags',
  ({ resourceArn }, context) => ({ tags: tagged(resourceArn, context).tags }),
);
