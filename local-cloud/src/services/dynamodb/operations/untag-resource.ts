import type { UntagResourceCommandInput } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { taggedTable } from '../tables/tags.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource = modelled<UntagResourceCommandInput, void>('UntagResource', (input, context) => {
  const opened = database(context);
  const name = taggedTable(input.ResourceArn!);
  const keys = input.TagKeys!;
  if (keys.length === 0) throw validation('Atleast one Tag Key needs to be provided as Input.');
  const table = opened.describedTable(name);
  table.record.tags = table.record.tags.filter(({ Key }) => !keys.includes(Key!));
  opened.save(table);
});
