import type {
  ListTagsOfResourceCommandInput,
  ListTagsOfResourceCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { taggedTable } from '../tables/tags.ts';

type Output = Omit<ListTagsOfResourceCommandOutput, '$metadata'>;

/**
 * A table has at most 50 tags, which are all answered at once.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
 */
export const listTagsOfResource = modelled<ListTagsOfResourceCommandInput, Output>(
  'ListTagsOfResource',
  (input, context) => {
    return { Tags: database(context).describedTable(taggedTable(input.ResourceArn!)).record.tags };
  },
);
