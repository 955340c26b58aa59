import type { Tag } from '@aws-sdk/client-dynamodb';
import { invalidParameter, validation } from '../errors.ts';
import { tableNameOf } from './table-name.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MOST_TAGS = 50;

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags as they are kept. @throws AwsError ValidationException */
export function checkTags(tags: readonly Tag[]): Tag[] {
  if (tags.length > MOST_TAGS) throw validation('Too many tags: the limit is 50 tags per resource');
  for (const { Key, Value } of tags) {
    if (!ALLOWED.test(`${Key}${Value}`)) {
      throw invalidParameter(
        'Tag keys and values may have letters, white space, numbers and + - = . _ : / @',
      );
    }
    if (Key?.startsWith('aws:')) throw invalidParameter('Tag keys may not start with aws:');
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

/** The name of the table whose ARN tag operations are given. @throws AwsError ValidationException */
export function taggedTable(resourceArn: string): string {
  if (!resourceArn.startsWith('arn:')) {
    throw validation(`Invalid TableArn: ARNs must start with 'arn:': ${resourceArn}`);
  }
  if (!/^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]{3,}$/.test(resourceArn)) {
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${resourceArn}`);
  }
  return tableNameOf(resourceArn);
}
