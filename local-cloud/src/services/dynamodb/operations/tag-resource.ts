import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import { validation } from '../errors.ts';
import { engine } from '../store.ts';
import { checkTags, taggedTable } from '../tags.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export async function tagResource(input: Json, context: OperationContext): Promise<void> {
  const name = taggedTable(input.ResourceArn);
  const tags = checkTags(input.Tags ?? []);
  if (tags.length === 0) throw validation('Atleast one Tag needs to be provided as Input.');
  await (await engine(context)).updateRecord(name, (table) => {
    const merged = new Map([...(table.Tags ?? []), ...tags].map((tag) => [tag.Key, tag]));
    table.Tags = checkTags([...merged.values()]);
  });
}
