import { badRequest } from './errors.ts';

export type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = 50;
const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

/** @throws AwsError BadRequestException */
export function checkTags(tags: Tags = {}): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key === '' || key.length > MAX_TAG_KEY) throw badRequest(`Invalid tag key: ${key}`);
    if (value.length > MAX_TAG_VALUE) throw badRequest(`Invalid tag value: ${value}`);
  }
}

/** @throws AwsError BadRequestException where there are too many */
export function withTags(current: Tags | undefined, more: Tags | undefined): Record<string, string> {
  const all = { ...current, ...more };
  if (Object.keys(all).length > MAX_TAGS) throw badRequest(`Too many tags: the limit is ${MAX_TAGS}`);
  return all;
}

export const withoutTags = (current: Tags | undefined, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(current ?? {}).filter(([key]) => !keys.includes(key)));

/** `/restapis/ID/stages/NAME` of `arn:aws:apigateway:us-east-1::/restapis/ID/stages/NAME`, by its parts; none for another ARN. */
export const pathOf = (arn: string): readonly string[] =>
  (/^arn:[^:]+:apigateway:[^:]+::(\/.+)$/.exec(arn)?.[1] ?? '').split('/').slice(1);

export const invalidArn = (arn: string) => badRequest(`Invalid resource ARN specified: ${arn}`);
