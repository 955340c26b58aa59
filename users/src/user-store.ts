import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { countItems } from 'common/count-items';
import { createDynamoDbClient } from 'common/dynamodb-client';
import { fromDynamoDbError } from 'common/dynamodb-errors';
import { pageTokens } from 'common/page-token';
import { untilNoConflict } from './conflicts.ts';
import { type Answer, openRequestLog, type RequestKey } from './request-log.ts';
import type { NewUser, User } from './user-schemas.ts';

const MAX_KEY_BYTES = 2048;

export interface UserPage {
  items: User[];
  /** Absent on the last page. */
  nextToken?: string;
}

/** Users, by id. Every method rejects with `HttpError`: 503 where another try can succeed, 500 otherwise. */
export interface UserStore {
  get(id: string): Promise<User | undefined>;
  /** Up to `limit` users in the table's own order. @throws HttpError 400 for a token that was not issued here */
  list(limit: number, nextToken?: string): Promise<UserPage>;
  /**
   * Makes a user, and answers 201 with it or 409 where the e-mail is taken. A request with a key that was answered
   * before gets that answer again. @throws HttpError 422 for a key that came with another body
   */
  create(input: NewUser, request?: RequestKey): Promise<Answer>;
  /** How many users there are. Reads the whole table. */
  count(): Promise<number>;
}

export interface UserStoreOptions {
  /** Default: TABLE_NAME, EMAIL_TABLE_NAME and REQUEST_TABLE_NAME, which serverless.yml sets. */
  tables?: { users?: string; emails?: string; requests?: string };
  client?: DynamoDBClient;
}

/** Opens the tables of users, of the e-mails that are taken, and of requests that were answered. */
export function openUserStore({
  tables = {},
  client = createDynamoDbClient(),
}: UserStoreOptions = {}): UserStore {
  const { TABLE_NAME, EMAIL_TABLE_NAME, REQUEST_TABLE_NAME } = process.env;
  const { users = TABLE_NAME, emails = EMAIL_TABLE_NAME, requests = REQUEST_TABLE_NAME } = tables;
  if (!users || !emails || !requests) {
    throw new Error(
      'TABLE_NAME, EMAIL_TABLE_NAME and REQUEST_TABLE_NAME name the tables of users; one is not set',
    );
  }
  const tokens = pageTokens(users);
  const log = openRequestLog(requests, client);

  /** One try. @returns undefined where another request with the same key was faster */
  const tryCreate = async (input: NewUser, request?: RequestKey): Promise<Answer | undefined> => {
    const earlier = request && (await log.find(request));
    if (earlier) return earlier;
    const created: User = { id: randomUUID(), ...input, createdAt: new Date().toISOString() };
    const answer = { status: 201, body: created };
    // All or nothing: no user without its e-mail taken, no answer kept for a user that is not there.
    const command = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: users, Item: toItem(created) } },
        {
          Put: {
            TableName: emails,
            Item: { email: { S: uniqueEmail(input.email) }, userId: { S: created.id } },
            ConditionExpression: 'attribute_not_exists(email)',
          },
        },
        ...(request ? [{ Put: log.put(request, answer) }] : []),
      ],
    });
    try {
      await client.send(command);
      return answer;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [, email, keyed] = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      if (keyed === 'ConditionalCheckFailed') return undefined;
      if (email !== 'ConditionalCheckFailed') throw error;
    }
    const taken = { status: 409, body: { ERROR: { message: 'A user has this e-mail already' } } };
    return !request || (await log.keep(request, taken)) ? taken : undefined;
  };

  return {
    async get(id) {
      if (Buffer.byteLength(id) > MAX_KEY_BYTES) return undefined;
      const command = new GetItemCommand({ TableName: users, Key: { id: { S: id } }, ConsistentRead: true });
      const { Item } = await answered(client.send(command));
      return Item && toUser(Item);
    },
    async list(limit, nextToken) {
      // One user more than asked tells whether there is a next page. Where a user stands in the table is a matter of
      // its id, so what is added meanwhile moves nobody to another page.
      const command = new ScanCommand({
        TableName: users,
        Limit: limit + 1,
        ConsistentRead: true,
        ExclusiveStartKey: nextToken === undefined ? undefined : { id: { S: tokens.decode(nextToken) } },
      });
      const { Items = [], LastEvaluatedKey } = await answered(client.send(command));
      const items = Items.slice(0, limit).map(toUser);
      const last = items.at(-1);
      const more = last && (Items.length > limit || LastEvaluatedKey);
      return more ? { items, nextToken: tokens.encode(last.id) } : { items };
    },
    create: (input, request) => answered(untilNoConflict(() => tryCreate(input, request))),
    count: () => answered(countItems(client, users)),
  };
}

/** Two spellings of one mailbox are one e-mail; no provider of note tells the case of a local part apart. */
function uniqueEmail(email: string): string {
  return email.toLowerCase();
}

function toItem({ id, name, email, createdAt }: User): Record<string, AttributeValue> {
  return { id: { S: id }, name: { S: name }, email: { S: email }, createdAt: { S: createdAt } };
}

function toUser({ id, name, email, createdAt }: Record<string, AttributeValue>): User {
  return { id: id?.S ?? '', name: name?.S ?? '', email: email?.S ?? '', createdAt: createdAt?.S ?? '' };
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw fromDynamoDbError(error);
  }
}
