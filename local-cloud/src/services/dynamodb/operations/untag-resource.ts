import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import { validation } from '../errors.ts';
import { engine } from '../store.ts';
import { taggedTable } from '../tags.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export async function untagResource(input: Json, context: OperationContext): Promise<void> {
  const name = taggedTable(input.ResourceArn);
  const keys = input.TagKeys as string[] | undefined;
  if (!keys?.length) throw validation('Atleast one Tag Key needs to be provided as Input.');
  await (await engine(context)).updateRecord(name, (table) => {
    table.Tags = table.Tags?.filter(({ Key }) => !keys.includes(Key));
  });
}
