import type { ListTagsOfResourceCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import { engine } from '../store.ts';
import { taggedTable } from '../tags.ts';

type Output = Omit<ListTagsOfResourceCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export async function listTagsOfResource(input: Json, context: OperationContext): Promise<Output> {
  const table = await (await engine(context)).table(taggedTable(input.ResourceArn));
  // A table has 50 tags at most, which is one page.
  return { Tags: table.Tags ?? [] };
}
