import { type CreateTableCommandInput, DynamoDB } from '@aws-sdk/client-dynamodb';
import type { LocalCloudOptions } from '../../../src/index.ts';
import { startCloud } from '../../support/cloud.ts';

/** A cloud with a DynamoDB client for one test file. Close it in `afterAll`. */
export async function startDynamoDb(options: LocalCloudOptions = {}) {
  const cloud = await startCloud(options);
  const client = new DynamoDB({ ...cloud.config, maxAttempts: 1 });
  return {
    config: cloud.config,
    client,
    /** Makes a table from `name:S` descriptions of its key, hash first. */
    async table(TableName: string, keys: readonly string[], more: Partial<CreateTableCommandInput> = {}) {
      const { KeySchema, AttributeDefinitions } = keyOf(keys);
      const { TableDescription } = await client.createTable({
        ...{ TableName, KeySchema, BillingMode: 'PAY_PER_REQUEST' },
        ...more,
        AttributeDefinitions: [...AttributeDefinitions, ...(more.AttributeDefinitions ?? [])],
      });
      return TableDescription;
    },
    /** Sends a body that the SDK would not, and answers it as it is. */
    async raw(operation: string, body: unknown, target = 'DynamoDB_20120810') {
      const answer = await fetch(cloud.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${target}.${operation}` },
        body: JSON.stringify(body),
      });
      const { __type: type, ...members } = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, type: String(type).replace(/^.*#/, ''), ...members };
    },
    async close() {
      client.destroy();
      await cloud.close();
    },
  };
}

export function keyOf(keys: readonly string[]) {
  const attributes = keys.map((key) => key.split(':') as [string, 'S' | 'N' | 'B']);
  return {
    KeySchema: attributes.map(([AttributeName], at) => ({
      AttributeName,
      KeyType: at === 0 ? ('HASH' as const) : ('RANGE' as const),
    })),
    AttributeDefinitions: attributes.map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
  };
}

export const ALL = { Projection: { ProjectionType: 'ALL' as const } };

/** The error a call is refused with. */
export const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => {
      throw new Error('It was not refused.');
    },
    (error: unknown) => error,
  );
