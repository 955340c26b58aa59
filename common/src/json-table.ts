import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { countItems } from './count-items.ts';
import { createDynamoDbClient } from './dynamodb-client.ts';
import { fromDynamoDbError } from './dynamodb-errors.ts';
import { HttpError } from './http-error.ts';
import { pageTokens } from './page-token.ts';

/** One item: the id of it, and its JSON as the text that was stored. */
export interface JsonItem {
  id: string;
  text: string;
}

/** One page of a listing. Without `nextToken` it is the last. */
export interface JsonPage {
  items: JsonItem[];
  nextToken?: string;
}

/**
 * A table of JSON texts by id. Every method rejects with `HttpError`: 503 where another try can succeed,
 * 413 for an item above 400 KB, 400 for a token that was not issued for this table, 500 otherwise.
 */
export interface JsonTable {
  /** Name of the hash key, under which the answers carry the id: `modulo1Id`. */
  readonly keyName: string;
  /** Stores the text, in place of what was there. */
  put(id: string, text: string): Promise<void>;
  /** The text, or undefined where there is none. */
  get(id: string): Promise<string | undefined>;
  /** Removes the item; one that does not exist is removed already. */
  delete(id: string): Promise<void>;
  /** Up to `limit` items (1–100) in the table's own order; fewer where they fill DynamoDB's page of 1 MB. */
  list(limit: number, nextToken?: string): Promise<JsonPage>;
  /** How many items there are. Reads the whole table. */
  count(): Promise<number>;
}

export interface JsonTableOptions {
  /** Default: the environment variable TABLE_NAME, which serverless.yml sets. */
  tableName?: string;
  client?: DynamoDBClient;
}

/**
 * Opens the DynamoDB table behind a module. Reads are strongly consistent, so that what was just written is
 * there for whoever asks next; they cost twice the read units of eventually consistent ones.
 */
export function openJsonTable(keyName: string, options: JsonTableOptions = {}): JsonTable {
  const { tableName = process.env.TABLE_NAME, client = createDynamoDbClient() } = options;
  if (!tableName) throw new Error('TABLE_NAME is not set: it names the DynamoDB table of this module');
  const tokens = pageTokens(tableName);
  const keyOf = (id: string): Record<string, AttributeValue> => ({ [keyName]: { S: id } });

  return {
    keyName,
    async put(id, text) {
      const Item = { ...keyOf(id), data: { S: text } };
      await answered(client.send(new PutItemCommand({ TableName: tableName, Item })));
    },
    async get(id) {
      const command = new GetItemCommand({ TableName: tableName, Key: keyOf(id), ConsistentRead: true });
      const { Item } = await answered(client.send(command));
      return Item && toJsonItem(Item, keyName).text;
    },
    async delete(id) {
      await answered(client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(id) })));
    },
    async list(limit, nextToken) {
      // One item more than asked tells whether there is a next page: DynamoDB itself names a last key
      // also when nothing follows, and would send the caller for an empty page.
      const command = new ScanCommand({
        TableName: tableName,
        Limit: limit + 1,
        ConsistentRead: true,
        ExclusiveStartKey: nextToken === undefined ? undefined : keyOf(tokens.decode(nextToken)),
      });
      const { Items = [], LastEvaluatedKey } = await answered(client.send(command));
      const items = Items.slice(0, limit).map((item) => toJsonItem(item, keyName));
      const last = items.at(-1);
      const more = last && (Items.length > limit || LastEvaluatedKey);
      return more ? { items, nextToken: tokens.encode(last.id) } : { items };
    },
    count: () => answered(countItems(client, tableName)),
  };
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw fromDynamoDbError(error);
  }
}

function toJsonItem(item: Record<string, AttributeValue>, keyName: string): JsonItem {
  const id = item[keyName]?.S;
  const text = item.data?.S;
  if (id === undefined || text === undefined) {
    // Written by another hand. Leaving it out would hide it, so the caller gets a 500 and the log this.
    const cause = new Error(`Item ${JSON.stringify(item[keyName])} has no JSON text in its attribute "data"`);
    throw new HttpError(500, 'Internal error', { cause });
  }
  return { id, text };
}
