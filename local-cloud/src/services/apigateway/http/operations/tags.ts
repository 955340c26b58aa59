import type { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-apigatewayv2';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { invalidArn, pathOf, withoutTags, withTags } from '../../shared/tags.ts';
import { modelled } from '../input.ts';
import { findApi, findStage } from '../store.ts';
import type { Wire } from '../types.ts';

interface Tagged {
  readonly tags: Record<string, string>;
  set(tags: Record<string, string>): void;
}

/** What an ARN such as `arn:aws:apigateway:us-east-1::/apis/ID/stages/NAME` names. */
function tagged(arn: string, context: OperationContext): Tagged {
  const [kind, id = '', part, name = '', rest] = pathOf(arn);
  if (kind !== 'apis' || (part !== undefined && part !== 'stages') || rest !== undefined) {
    throw invalidArn(arn);
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
  resource.set(withTags(resource.tags, input.tags));
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#UntagResource */
export const untagResource = modelled<Wire<UntagResourceRequest>, void>(
  'UntagResource',
  ({ resourceArn, tagKeys }, context) => {
    const resource = tagged(resourceArn, context);
    resource.set(withoutTags(resource.tags, tagKeys));
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#GetTags */
export const getTags = modelled<Wire<GetTagsRequest>, { tags: Record<string, string> }>(
  'GetTags',
  ({ resourceArn }, context) => ({ tags: tagged(resourceArn, context).tags }),
);
