import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { startCloud } from '../../support/cloud.ts';

export type Item = Record<string, AttributeValue>;
export type Values = Record<string, AttributeValue>;
export type Names = Record<string, string>;

/** The name of the table, whose only key attribute is `p`, a string. */
export const TableName = 'things';

/** A cloud with a table, for tests of what is done to one item. */
export async function openTable() {
  const cloud = await startCloud();
  const client = new DynamoDBClient({ ...cloud.config, maxAttempts: 1 });
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  let keys = 0;
  return {
    cloud,
    client,
    /** Puts an item under a key of its own, and answers the key. */
    async put(item: Item): Promise<{ p: { S: string } }> {
      keys += 1;
      const key = { p: { S: `k${keys}` } };
      await client.send(new PutItemCommand({ TableName, Item: { ...item, ...key } }));
      return key;
    },
    update(Key: Item, UpdateExpression: string, values?: Values, more: Partial<UpdateItemCommandInput> = {}) {
      const ExpressionAttributeValues = values;
      return client.send(
        new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues, ...more }),
      );
    },
    /** Whether a condition holds for an item: as a filter and as a condition, which have to agree. */
    async holds(Key: Item, expression: string, values?: Values, names?: Names): Promise<boolean> {
      const ExpressionAttributeNames = names;
      const filtered = await client.send(
        new QueryCommand({
          ...{ TableName, ExpressionAttributeNames, FilterExpression: expression },
          KeyConditionExpression: 'p = :key',
          ExpressionAttributeValues: { ...values, ':key': Key.p! },
        }),
      );
      const check = {
        ...{ TableName, Key, ConditionExpression: expression },
        ...{ ExpressionAttributeNames, ExpressionAttributeValues: values },
      };
      const checked = await client
        .send(new TransactWriteItemsCommand({ TransactItems: [{ ConditionCheck: check }] }))
        .then(() => true)
        .catch((error: Error) => {
          if (error.name === 'TransactionCanceledException') return false;
          throw error;
        });
      if (checked !== (filtered.Count === 1)) throw new Error(`Filter and condition differ: ${expression}`);
      return checked;
    },
    async close(): Promise<void> {
      client.destroy();
      await cloud.close();
    },
  };
}

/** Rows for `it.each`, every column there, behind a title of the first column that is not too long. */
export const titled = <A, B>(
  rows: readonly (readonly [string, A, B?])[],
): [string, string, A, B | undefined][] =>
  rows.map(([first, second, third]) => [
    first.length > 60 ? `${first.slice(0, 60)}…` : first,
    first,
    second,
    third,
  ]);
