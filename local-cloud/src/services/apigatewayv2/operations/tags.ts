import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest } from '../errors.ts';
import { Tags } from '../settings.ts';
import { findApi, findStage } from '../store.ts';

const MAX_TAGS = 50;

interface ByArn {
  resourceArn: string;
}

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
export function tagResource(input: ByArn, context: OperationContext): void {
  const resource = tagged(input.resourceArn, context);
  const { tags } = checkInput(z.looseObject({ tags: Tags.default({}) }), input, 'BadRequestException');
  const all = { ...resource.tags, ...tags };
  if (Object.keys(all).length > MAX_TAGS) throw badRequest(`Too many tags: the limit is ${MAX_TAGS}`);
  resource.set(all);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#UntagResource */
export function untagResource(
  { resourceArn, tagKeys }: ByArn & { tagKeys?: string | string[] },
  context: OperationContext,
): void {
  const resource = tagged(resourceArn, context);
  const gone = [tagKeys].flat();
  resource.set(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !gone.includes(key))));
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html#GetTags */
export const getTags = (
  { resourceArn }: ByArn,
  context: OperationContext,
): { tags: Record<string, string> } => ({ tags: tagged(resourceArn, context).tags });
