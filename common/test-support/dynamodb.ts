import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { startLocalCloud } from '../../local-cloud/src/index.ts';
import { createDynamoDbClient } from '../src/dynamodb-client.ts';

/** A client for a DynamoDB at this port of the machine, with credentials that mean nothing. */
export function clientAt(port: number, config: DynamoDBClientConfig = {}): DynamoDBClient {
  return createDynamoDbClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...config,
  });
}

/** A DynamoDB of its own inside the test process, with tables that have one string key each. */
export interface TestDynamoDb {
  port: number;
  client: DynamoDBClient;
  createTable(tableName: string, keyName: string): Promise<void>;
  deleteTable(tableName: string): Promise<void>;
  /** Ends all its connections; may be called twice. */
  close(): Promise<void>;
}

export async function startDynamoDb(): Promise<TestDynamoDb> {
  const { port, close } = await startLocalCloud({ port: 0 });
  const client = clientAt(port);
  return {
    port,
    client,
    async createTable(TableName, keyName) {
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: keyName, AttributeType: 'S' }],
          KeySchema: [{ AttributeName: keyName, KeyType: 'HASH' }],
        }),
      );
    },
    async deleteTable(TableName) {
      await client.send(new DeleteTableCommand({ TableName }));
    },
    async close() {
      client.destroy();
      await close();
    },
  };
}

/** Listens on a free loopback port and gives its number. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
