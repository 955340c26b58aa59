import type { Express } from 'express';
import { type JsonTable, openJsonTable } from '../src/json-table.ts';
import type { OpenApiDocument } from '../src/openapi.ts';
import { type Caller, callers } from './callers.ts';
import { describeBodies } from './contract-bodies.ts';
import type { ContractContext } from './contract-context.ts';
import { describeItems } from './contract-items.ts';
import { describeLists } from './contract-lists.ts';
import { describeDescription } from './contract-openapi.ts';
import { describePaths } from './contract-paths.ts';
import { describeDebugServer } from './debug-server.ts';
import { startDynamoDb, type TestDynamoDb } from './dynamodb.ts';
import type { Call } from './events.ts';
import { contradictions } from './openapi-check.ts';

/**
 * Checks a key/JSON module against its whole HTTP contract, over a real DynamoDB in the process, through
 * plain HTTP and through both kinds of Lambda events, and what its debug server (`src/server.ts`) does.
 */
export function describeKeyJsonModule(
  name: string,
  createApp: (table: JsonTable) => Express,
  debugServer: URL,
): void {
  const keyName = `${name}Id`;

  describe.each(Object.keys(callers))(`${name} through %s`, (how) => {
    let database: TestDynamoDb;
    let caller: Caller;
    let document: OpenApiDocument;

    beforeAll(async () => {
      process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
      database = await startDynamoDb();
    });
    afterAll(async () => {
      await database.close();
    });
    beforeEach(async () => {
      const tableName = `${name}-${crypto.randomUUID()}`;
      await database.createTable(tableName, keyName);
      caller = await callers[how]!(createApp(openJsonTable(keyName, { tableName, client: database.client })));
      document ??= JSON.parse((await caller.call({ method: 'GET', path: '/openapi.json' })).text);
    });
    afterEach(async () => {
      await caller.close();
    });

    // Every answer of the contract is held against what the module says of itself.
    const call = async (request: Call) => {
      const reply = await caller.call(request);
      if (!request.path.startsWith('/openapi.json'))
        expect(contradictions(document, request, reply)).toEqual([]);
      return reply;
    };
    const context: ContractContext = {
      name,
      keyName,
      call,
      send: (method, path, body) =>
        call({ method, path, body, headers: { 'Content-Type': 'application/json' } }),
    };
    describeDescription(context);
    describeItems(context);
    describeBodies(context);
    describeLists(context);
    describePaths(context);
  });

  describeDebugServer(name, debugServer);
}
