import { createServer, type Server } from 'node:http';
import { closeServer, listen } from 'common/test-support/dynamodb';
import { startUsersCloud, type UsersApi, type UsersCloud } from './support.ts';

let cloud: UsersCloud;
let database: Server;
let api: UsersApi;
let transactions: number;
beforeAll(async () => {
  cloud = await startUsersCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  await api.close();
  await closeServer(database);
});

/** A database that cancels transactions for the reasons given, one transaction each, and does what comes after. */
async function useDatabase(...reasons: string[]): Promise<void> {
  transactions = 0;
  database = createServer((req, res) => {
    req.resume().on('end', () => {
      const isTransaction = String(req.headers['x-amz-target']).endsWith('.TransactWriteItems');
      const reason = isTransaction ? reasons[transactions++] : undefined;
      res.writeHead(reason ? 400 : 200, { 'Content-Type': 'application/x-amz-json-1.0' });
      const CancellationReasons = [{ Code: 'None' }, { Code: reason, Message: reason }];
      const __type = 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException';
      res.end(JSON.stringify(reason ? { __type, Message: 'Cancelled', CancellationReasons } : {}));
    });
  });
  api = await cloud.open({ endpoint: `http://127.0.0.1:${await listen(database)}`, maxAttempts: 1 });
}

const ana = { name: 'Ana', email: 'ana@example.com' };

describe('a transaction that DynamoDB cancels', () => {
  it.each(['TransactionConflict', 'ThrottlingError'])('for a %s is tried again', async (reason) => {
    await useDatabase(reason, reason);
    expect((await api.post(ana)).status).toBe(201);
    expect(transactions).toBe(3);
  });

  it('six times for a conflict is answered 503 with Retry-After', async () => {
    await useDatabase(...Array(9).fill('TransactionConflict'));
    const { status, headers, body } = await api.post(ana);
    expect([status, headers['retry-after'], body.ERROR.message, transactions]).toEqual([
      503,
      '1',
      'Other requests are at the same data, try again',
      6,
    ]);
  });

  it('for a taken e-mail is 409 at once', async () => {
    await useDatabase('ConditionalCheckFailed');
    expect([(await api.post(ana)).status, transactions]).toEqual([409, 1]);
  });

  it('for anything else is 500', async () => {
    await useDatabase('ValidationError');
    const { status, body } = await api.post(ana);
    expect([status, body.ERROR.message, transactions]).toEqual([500, 'Internal error', 1]);
  });
});
