import { z } from 'zod';
import { malformed, validation } from './errors.ts';
import { tableNameOf } from './table-description.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_TAGS = 50;

const Structure = z.array(z.object({ Key: z.string().optional(), Value: z.string().optional() }));

/** Tags as they are kept. @throws AwsError ValidationException */
export function checkTags(given: unknown): { Key: string; Value: string }[] {
  const parsed = Structure.safeParse(given);
  if (!parsed.success) throw malformed();
  const tags = parsed.data;
  if (tags.length > MAX_TAGS) throw validation('Too many tags: the limit is 50 tags per resource');
  return tags.map(({ Key, Value }) => {
    if (!Key || Key.length > 128) throw validation('Tag keys must have 1 to 128 characters');
    if (Value === undefined || Value.length > 256)
      throw validation('Tag values must have up to 256 characters');
    if (Key.startsWith('aws:')) {
      throw validation('One or more parameter values were invalid: Tag keys may not start with aws:');
    }
    return { Key, Value };
  });
}

/** The name of the table whose ARN tag operations are given. @throws AwsError ValidationException */
export function taggedTable(resourceArn: unknown): string {
  if (resourceArn === undefined) throw validation('Invalid TableArn');
  const text = String(resourceArn);
  if (!/^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]{3,}$/.test(text)) {
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${text}`);
  }
  return tableNameOf(text);
}
