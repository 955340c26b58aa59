import { createServer, type RequestListener, type Server } from 'node:http';
import { type DynamoDBClientConfig, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createApp } from '../../modulo1/src/app.ts';
import { openJsonTable } from '../src/index.ts';
import { type Caller, callers } from '../test-support/callers.ts';
import { clientAt, closeServer, listen, startDynamoDb } from '../test-support/dynamodb.ts';

const REQUESTS = [
  { method: 'GET', path: '/modulo1/a' },
  { method: 'DELETE', path: '/modulo1/a' },
  { method: 'GET', path: '/modulo1?limit=1' },
  { method: 'PUT', path: '/modulo1/a', headers: { 'Content-Type': 'application/json' }, body: '{}' },
  { method: 'POST', path: '/modulo1/a', headers: { 'Content-Type': 'application/json' }, body: '{}' },
];

const unavailable = {
  status: 503,
  retryAfter: '1',
  body: {
    ERROR: { message: 'The database is busy or does not answer, try again', requestId: 'an-invocation' },
  },
};
const internal = {
  status: 500,
  retryAfter: undefined,
  body: { ERROR: { message: 'Internal error', requestId: 'an-invocation' } },
};

let database: Server | undefined;
let caller: Caller;

/** An app whose DynamoDB does as told; one attempt, so that the retries' waits are not part of the test. */
async function useDatabase(answer: RequestListener, config: DynamoDBClientConfig = {}): Promise<void> {
  database = createServer(answer);
  await useDatabaseAt(await listen(database), config);
}

async function useDatabaseAt(port: number, config: DynamoDBClientConfig = {}): Promise<void> {
  const client = clientAt(port, { maxAttempts: 1, ...config });
  const app = createApp(openJsonTable('thingId', { tableName: 'things', client }));
  caller = await callers['a function URL event']!(app);
}

const failWith =
  (status: number, code: string): RequestListener =>
  (req, res) => {
    req.resume().on('end', () => {
      res.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
      res.end(
        JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: `${code} happened` }),
      );
    });
  };

async function answers(): Promise<object[]> {
  const replies = await Promise.all(REQUESTS.map((request) => caller.call(request)));
  for (const { headers } of replies) expect(headers['x-request-id']).toBe('an-invocation');
  return replies.map(({ status, headers, text }) => ({
    status,
    retryAfter: headers['retry-after'],
    body: JSON.parse(text),
  }));
}

const forAll = (expected: object): object[] => REQUESTS.map(() => expected);

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
});
afterEach(async () => {
  await caller.close();
  if (database?.listening) await closeServer(database);
});

describe('failures of DynamoDB', () => {
  it.each([
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'ThrottlingException'],
    [400, 'RequestLimitExceeded'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('answers 503 with Retry-After to %i %s', async (status, code) => {
    await useDatabase(failWith(status, code));
    expect(await answers()).toEqual(forAll(unavailable));
  });

  it.each([
    [400, 'ResourceNotFoundException'],
    [400, 'AccessDeniedException'],
    [400, 'ValidationException'],
    [400, 'UnrecognizedClientException'],
  ])('answers 500, which says nothing of the cause, to %i %s', async (status, code) => {
    await useDatabase(failWith(status, code));
    expect(await answers()).toEqual(forAll(internal));
  });

  it('answers 503 where no answer comes in time', async () => {
    await useDatabase(() => {}, { requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true } });
    expect(await answers()).toEqual(forAll(unavailable));
  });

  it('tries three times, and answers 200 when the third succeeds', async () => {
    let calls = 0;
    await useDatabase(
      (req, res) => {
        calls += 1;
        if (calls < 3) failWith(500, 'InternalServerError')(req, res);
        else req.resume().on('end', () => res.end('{"Item":{"thingId":{"S":"a"},"data":{"S":"[3]"}}}'));
      },
      { maxAttempts: undefined },
    );
    const reply = await caller.call({ method: 'GET', path: '/modulo1/a' });
    expect([calls, reply.text]).toEqual([3, '{"GET":{"thingId":"a","data":"[3]"}}']);
  });

  it('answers 500 to an item that another hand wrote without JSON text', async () => {
    const own = await startDynamoDb();
    await own.createTable('things', 'thingId');
    const Item = { thingId: { S: 'a' }, data: { M: {} } };
    await own.client.send(new PutItemCommand({ TableName: 'things', Item }));
    await useDatabaseAt(own.port);
    const reply = await caller.call({ method: 'GET', path: '/modulo1/a' });
    await own.close();
    expect([reply.status, JSON.parse(reply.text)]).toEqual([500, internal.body]);
  });
});

describe('openJsonTable', () => {
  it('throws where no table is named', () => {
    delete process.env.TABLE_NAME;
    expect(() => openJsonTable('thingId')).toThrow('TABLE_NAME is not set');
  });
});
