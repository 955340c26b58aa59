import type { Server } from 'node:http';
import { createServer } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { openJsonTable } from 'common';
import { closeServer, listen, startDynamoDb, type TestDynamoDb } from 'common/test-support/dynamodb';
import { describeKeyJsonModule } from 'common/test-support/key-json-contract';
import { createApp } from '../src/app.ts';

let database: TestDynamoDb;
let server: Server;
let http: AxiosInstance;

beforeAll(async () => {
  database = await startDynamoDb();
  await database.createTable('modulo1', 'modulo1Id');
  const table = openJsonTable('modulo1Id', { tableName: 'modulo1', client: database.client });
  server = createServer(createApp(table));
  http = axios.create({ baseURL: `http://127.0.0.1:${await listen(server)}`, validateStatus: () => true });
});

afterAll(async () => {
  await closeServer(server);
  await database.close();
});

test('stores an item and gets it back', async () => {
  const posted = await http.post('/modulo1/sala90', { chairs: 90 });
  expect(posted.status).toBe(200);
  expect(posted.data).toEqual({ POST: { modulo1Id: 'sala90', data: { chairs: 90 } } });

  const got = await http.get('/modulo1/sala90');
  expect(got.status).toBe(200);
  expect(got.data).toEqual({ GET: { modulo1Id: 'sala90', data: '{"chairs":90}' } });
});

test('answers 404 for an item that is not there', async () => {
  const { status, data } = await http.get('/modulo1/none');
  expect(status).toBe(404);
  expect(data).toEqual({ ERROR: { message: 'Resource does not exist' } });
});

/** All that the modules have in common: common/test-support/. */
describeKeyJsonModule('modulo1', createApp, new URL('../src/server.ts', import.meta.url));
