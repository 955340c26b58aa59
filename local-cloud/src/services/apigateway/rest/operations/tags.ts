import type {
  GetTagsRequest,
  TagResourceRequest,
  Tags,
  UntagResourceRequest,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest } from '../../shared/errors.ts';
import { modelled } from '../input.ts';
import { findApi, findStage } from '../store.ts';
import { findApiKey } from './api-keys.ts';
import { findUsagePlan } from './usage-plans.ts';

const MAX_TAGS = 50;

/** What an ARN such as `arn:aws:apigateway:us-east-1::/restapis/ID/stages/NAME` names. */
function tagged(arn: string, context: OperationContext): { tags?: Record<string, string> } {
  const [, path = ''] = arn.match(/^arn:[^:]+:apigateway:[^:]+::(\/.+)$/) ?? [];
  const [, kind, id = '', part, name = ''] = path.split('/');
  if (kind === 'restapis' && part === undefined) return findApi(id, context).settings;
  if (kind === 'restapis' && part === 'stages') return findStage(findApi(id, context), name);
  if (kind === 'apikeys') return findApiKey(id, context);
  if (kind === 'usageplans') return findUsagePlan(id, context);
  throw badRequest(`Invalid resource ARN specified: ${arn}`);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const tagResource = modelled<TagResourceRequest, void>('TagResource', (input, context) => {
  const resource = tagged(input.resourceArn, context);
  const { tags } = input;
  const merged = { ...resource.tags, ...tags };
  if (Object.keys(merged).length > MAX_TAGS) throw badRequest(`Too many tags: the limit is ${MAX_TAGS}`);
  resource.tags = merged;
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const untagResource = modelled<UntagResourceRequest, void>(
  'UntagResource',
  ({ resourceArn, tagKeys }, context) => {
    const resource = tagged(resourceArn, context);
    const rest = Object.entries(resource.tags ?? {}).filter(([key]) => !tagKeys.includes(key));
    resource.tags = Object.fromEntries(rest);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const getTags = modelled<GetTagsRequest, Tags>('GetTags', ({ resourceArn }, context) => ({
  tags: tagged(resourceArn, context).tags ?? {},
}));
