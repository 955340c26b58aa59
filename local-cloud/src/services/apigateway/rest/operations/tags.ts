import type {
  GetTagsRequest,
  TagResourceRequest,
  Tags,
  UntagResourceRequest,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { invalidArn, pathOf, withoutTags, withTags } from '../../shared/tags.ts';
import { modelled } from '../input.ts';
import { findApi, findStage } from '../store.ts';
import { findApiKey } from './api-keys.ts';
import { findUsagePlan } from './usage-plans.ts';

/** What an ARN such as `arn:aws:apigateway:us-east-1::/restapis/ID/stages/NAME` names. */
function tagged(arn: string, context: OperationContext): { tags?: Record<string, string> } {
  const [kind, id = '', part, name = ''] = pathOf(arn);
  if (kind === 'restapis' && part === undefined) return findApi(id, context).settings;
  if (kind === 'restapis' && part === 'stages') return findStage(findApi(id, context), name);
  if (kind === 'apikeys') return findApiKey(id, context);
  if (kind === 'usageplans') return findUsagePlan(id, context);
  throw invalidArn(arn);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const tagResource = modelled<TagResourceRequest, void>('TagResource', (input, context) => {
  const resource = tagged(input.resourceArn, context);
  resource.tags = withTags(resource.tags, input.tags);
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const untagResource = modelled<UntagResourceRequest, void>(
  'UntagResource',
  ({ resourceArn, tagKeys }, context) => {
    const resource = tagged(resourceArn, context);
    resource.tags = withoutTags(resource.tags, tagKeys);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const getTags = modelled<GetTagsRequest, Tags>('GetTags', ({ resourceArn }, context) => ({
  tags: tagged(resourceArn, context).tags ?? {},
}));
