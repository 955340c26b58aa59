import { ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startUsersCloud, type UsersApi, type UsersCloud } from './support.ts';

let cloud: UsersCloud;
let api: UsersApi;
beforeAll(async () => {
  cloud = await startUsersCloud();
});
afterAll(() => cloud.close());
beforeEach(async () => {
  api = await cloud.open();
});
afterEach(() => api.close());

const ana = { name: 'Ana', email: 'ana@example.com' };
const key = (value: string) => ({ 'Idempotency-Key': value });
const count = async () => (await api.get('/users')).body.items.length;

describe('Idempotency-Key', () => {
  it('repeats the first answer, and makes no second user', async () => {
    const first = await api.post(ana, key('"a-key"'));
    const second = await api.post(ana, key('"a-key"'));
    expect(first.status).toBe(201);
    expect([second.status, second.headers.location, second.body]).toEqual([
      201,
      first.headers.location,
      first.body,
    ]);
    // In quotes or without, and whatever white space the body has, it is the same request.
    expect((await api.post({ email: ' ana@example.com', name: 'Ana' }, key('a-key'))).body).toEqual(
      first.body,
    );
    expect(await count()).toBe(1);
  });

  it('repeats a 409 too', async () => {
    await api.post(ana);
    const answers = [await api.post(ana, key('k')), await api.post(ana, key('k'))];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      Array(2).fill([409, { ERROR: { message: 'A user has this e-mail already' } }]),
    );
  });

  it('gives one answer to many requests at once', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => api.post(ana, key('k'))));
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(await count()).toBe(1);
  });

  it('rejects another body with 422, also at once', async () => {
    const other = { name: 'Bia', email: 'bia@example.com' };
    const replies = await Promise.all([api.post(ana, key('k')), api.post(other, key('k'))]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(replies.find(({ status }) => status === 422)?.body).toEqual({
      ERROR: { message: 'Idempotency-Key was used with another body: use a new one' },
    });
    expect(await count()).toBe(1);
  });

  it('is not used up by a body that is rejected', async () => {
    expect((await api.post({ name: 'Ana' }, key('k'))).status).toBe(400);
    expect((await api.post(ana, key('k'))).status).toBe(201);
  });

  it.each(['', 'a b', '""', 'x'.repeat(256)])('rejects %j with 400', async (value) => {
    const { status, body } = await api.post(ana, key(value));
    expect([status, body]).toEqual([
      400,
      { ERROR: { message: 'Idempotency-Key is not 1 to 255 visible ASCII characters' } },
    ]);
  });

  it('keeps an answer for a day, also where the database has not removed it yet', async () => {
    const first = await api.post(ana, key('k'));
    const { TableNames = [] } = await cloud.client.send(new ListTablesCommand({}));
    const stored = await Promise.all(
      TableNames.filter((name) => name.startsWith('requests-')).map(async (TableName) => {
        const { Items = [] } = await cloud.client.send(new ScanCommand({ TableName }));
        return { TableName, Item: Items.find(({ body }) => body?.S?.includes(first.body.id)) };
      }),
    );
    const { TableName, Item } = stored.find((entry) => entry.Item) ?? {};
    const days = (Number(Item?.expiresAt?.N) - Date.parse(first.body.createdAt) / 1000) / 86_400;
    expect(days).toBeCloseTo(1, 3);

    const expired = { ...Item, expiresAt: { N: String(Math.floor(Date.now() / 1000) - 1) } };
    await cloud.client.send(new PutItemCommand({ TableName, Item: expired }));
    const bia = await api.post({ name: 'Bia', email: 'bia@example.com' }, key('k'));
    expect([bia.status, bia.body.name]).toEqual([201, 'Bia']);
  });
});
