import type { TagResourceCommandInput } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { checkTags, taggedTable } from '../tables/tags.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource = modelled<TagResourceCommandInput, void>('TagResource', (input, context) => {
  const opened = database(context);
  const name = taggedTable(input.ResourceArn!);
  const tags = checkTags(input.Tags!);
  if (tags.length === 0) throw validation('Atleast one Tag needs to be provided as Input.');
  const table = opened.describedTable(name);
  const merged = new Map([...table.record.tags, ...tags].map((tag) => [tag.Key, tag]));
  table.record.tags = checkTags([...merged.values()]);
  opened.save(table);
});
