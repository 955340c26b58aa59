import { createServer } from 'node:http';
import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Reply } from 'common/test-support/callers';
import { closeServer, listen } from 'common/test-support/dynamodb';
import type { Call } from 'common/test-support/events';
import { contradictions } from 'common/test-support/openapi-check';
import { createLayerApp } from 'layer/app';
import { startLocalCloud } from '../../local-cloud/src/index.ts';
import { createUserRoutes } from '../src/user-routes.ts';
import { openUserStore } from '../src/user-store.ts';
import { describeUsersApi } from '../src/users-openapi.ts';

export interface UsersApi {
  /** Sends a request; its answer is as the API's description says, or the test fails. */
  call(call: Call): Promise<Reply>;
  get(path: string): Promise<JsonReply>;
  post(body: unknown, headers?: Record<string, string>): Promise<JsonReply>;
  close(): Promise<void>;
}

export interface JsonReply {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  body: any;
}

export interface UsersCloud {
  client: DynamoDBClient;
  endpoint: string;
  /** The API over tables of its own, which are empty. */
  open(config?: DynamoDBClientConfig): Promise<UsersApi>;
  close(): Promise<void>;
}

const KEYS = { users: 'id', emails: 'email', requests: 'key' };

/** A local-cloud of its own, for its DynamoDB. */
export async function startUsersCloud(): Promise<UsersCloud> {
  process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
  const cloud = await startLocalCloud({ port: 0 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const base = { endpoint: cloud.endpoint, region: 'us-east-1', credentials };
  const client = new DynamoDBClient(base);
  return {
    client,
    endpoint: cloud.endpoint,
    async open(config) {
      const run = crypto.randomUUID();
      const names = Object.entries(KEYS).map(([table, key]) => [table, `${table}-${run}`, key] as const);
      await Promise.all(names.map(([, name, key]) => createTable(client, name, key)));
      const tables = Object.fromEntries(names);
      return serve(
        openUserStore({ tables, client: config ? new DynamoDBClient({ ...base, ...config }) : client }),
      );
    },
    async close() {
      client.destroy();
      await cloud.close();
    },
  };
}

async function createTable(client: DynamoDBClient, TableName: string, key: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    }),
  );
}

async function serve(store: ReturnType<typeof openUserStore>): Promise<UsersApi> {
  const server = createServer(createLayerApp('users', createUserRoutes(store)));
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const document = describeUsersApi();
  const call = async (request: Call): Promise<Reply> => {
    const { method, path, headers, body } = request;
    const response = await fetch(origin + path, { method, headers, body });
    const reply = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
    if (path !== '/openapi.json') expect(contradictions(document, request, reply)).toEqual([]);
    return reply;
  };
  const json = async (request: Call): Promise<JsonReply> => {
    const { status, headers, text } = await call(request);
    return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    call,
    get: (path) => json({ method: 'GET', path }),
    post: (body, headers = {}) =>
      json({
        method: 'POST',
        path: '/users',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    close: () => closeServer(server),
  };
}
