import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { HttpError } from 'common/http-error';

/** How long an answer is kept to be repeated. */
const KEPT_SECONDS = 24 * 60 * 60;

/** A request with an Idempotency-Key. */
export interface RequestKey {
  key: string;
  /** Hash of what was asked: the same key with another body is a mistake of the caller's. */
  fingerprint: string;
}

/** An answer as it can be kept: status, and body as a value. */
export interface Answer {
  status: number;
  body: unknown;
}

/** The first answers to requests with an Idempotency-Key. */
export interface RequestLog {
  /** The first answer, or undefined. @throws HttpError 422 where the key came with another body */
  find(request: RequestKey): Promise<Answer | undefined>;
  /** The conditional write that keeps an answer, for a transaction. */
  put(request: RequestKey, answer: Answer): { TableName: string; Item: Record<string, AttributeValue> };
  /** Keeps an answer. @returns false where there is one already */
  keep(request: RequestKey, answer: Answer): Promise<boolean>;
}

export function openRequestLog(tableName: string, client: DynamoDBClient): RequestLog {
  const put: RequestLog['put'] = ({ key, fingerprint }, { status, body }) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      TableName: tableName,
      Item: {
        key: { S: key },
        fingerprint: { S: fingerprint },
        status: { N: String(status) },
        body: { S: JSON.stringify(body) },
        expiresAt: { N: String(now + KEPT_SECONDS) },
      },
      // DynamoDB removes expired items within days, not at once.
      ConditionExpression: 'attribute_not_exists(#key) OR expiresAt <= :now',
      ExpressionAttributeNames: { '#key': 'key' },
      ExpressionAttributeValues: { ':now': { N: String(now) } },
    };
  };
  return {
    put,
    async find({ key, fingerprint }) {
      const command = new GetItemCommand({
        TableName: tableName,
        Key: { key: { S: key } },
        ConsistentRead: true,
      });
      const { Item } = await client.send(command);
      if (!Item || Number(Item.expiresAt?.N) * 1000 <= Date.now()) return undefined;
      if (Item.fingerprint?.S !== fingerprint) {
        throw new HttpError(422, 'Idempotency-Key was used with another body: use a new one');
      }
      return { status: Number(Item.status?.N), body: JSON.parse(Item.body?.S ?? 'null') };
    },
    async keep(request, answer) {
      try {
        await client.send(new PutItemCommand(put(request, answer)));
        return true;
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') return false;
        throw error;
      }
    },
  };
}
