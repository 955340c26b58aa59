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

const add = async (count: number, from = 0): Promise<string[]> => {
  const numbers = Array.from({ length: count }, (_, n) => from + n);
  const made = await Promise.all(
    numbers.map((n) => api.post({ name: `User ${n}`, email: `u${n}@example.com` })),
  );
  return made.map(({ body }) => body.id);
};

/** The ids of a walk over all pages; `between` runs after each. */
async function walk(limit: number, between?: () => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let query = `?limit=${limit}`; ; ) {
    const { body } = await api.get(`/users${query}`);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    if (!body.nextToken) return ids;
    query = `?limit=${limit}&nextToken=${encodeURIComponent(body.nextToken)}`;
    await between?.();
  }
}

describe('GET /users', () => {
  it('returns no items of an empty table', async () => {
    expect((await api.get('/users')).body).toEqual({ items: [] });
  });

  it('returns 25 users by default, whole, and no token on a last page that is full', async () => {
    await add(26);
    const first = await api.get('/users');
    expect([first.status, first.body.items.length]).toEqual([200, 25]);
    expect(Object.keys(first.body.items[0]).sort()).toEqual(['createdAt', 'email', 'id', 'name']);
    const rest = await api.get(`/users?limit=1&nextToken=${first.body.nextToken}`);
    expect([rest.body.items.length, rest.body.nextToken]).toEqual([1, undefined]);
  });

  it.each([1, 7, 100])('returns each user once over pages of %i', async (limit) => {
    const made = await add(20);
    expect((await walk(limit)).sort()).toEqual(made.sort());
  });

  it('returns each user once while others are added', async () => {
    const made = await add(15);
    let added = 100;
    const walked = await walk(3, async () => {
      if (added >= 120) return;
      added += 2;
      await add(2, added);
    });
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.filter((id) => made.includes(id)).sort()).toEqual(made.sort());
  });

  it.each(['0', '101', '-1', '1.5', '1e1', 'abc', '', '1&limit=2'])(
    'rejects limit=%s with 400',
    async (limit) => {
      const { status, body } = await api.get(`/users?limit=${limit}`);
      expect([status, body]).toEqual([400, { ERROR: { message: 'limit is not an integer from 1 to 100' } }]);
    },
  );

  it('rejects a token that is invented, altered, of another table or given twice with 400', async () => {
    await add(2);
    const { nextToken } = (await api.get('/users?limit=1')).body;
    const other = await cloud.open();
    const elsewhere = await other.get(`/users?nextToken=${nextToken}`);
    await other.close();
    expect(elsewhere.status).toBe(400);
    for (const bad of ['', 'invented', `${nextToken}A`, nextToken.slice(1), `a&nextToken=${nextToken}`]) {
      expect([bad, (await api.get(`/users?nextToken=${bad}`)).status]).toEqual([bad, 400]);
    }
  });
});
