import type { AxiosInstance, AxiosResponse } from 'axios';

/** The users API's table, as one front door answers it. Each test has e-mails of its own. */
export function describeUsers(client: () => AxiosInstance): void {
  const newEmail = () => `${crypto.randomUUID()}@example.com`;
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    client().post('/users', typeof body === 'string' ? body : JSON.stringify(body), {
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  const answer = ({ status, data }: AxiosResponse<string>) => [status, JSON.parse(data)];

  it('creates a user and tells where it is', async () => {
    const email = newEmail();
    const created = await post({ name: 'Ana', email });
    const user = JSON.parse(created.data);
    expect([created.status, user]).toEqual([
      201,
      {
        id: expect.any(String),
        name: 'Ana',
        email,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
    expect(created.headers.location).toBe(`/users/${user.id}`);
    expect(answer(await client().get(`/users/${user.id}`))).toEqual([200, user]);
  });

  it('answers 404 for a user that does not exist', async () => {
    expect((await client().get(`/users/${crypto.randomUUID()}`)).status).toBe(404);
  });

  it('names every wrong field in a 400', async () => {
    const [status, body] = answer(await post({ name: '', email: 'nobody' }));
    expect(status).toBe(400);
    expect(body.ERROR.fields.map(({ field }: { field: string }) => field).sort()).toEqual(['email', 'name']);
  });

  it('creates one user for one e-mail, also when two requests come at once', async () => {
    const email = newEmail();
    const replies = await Promise.all([post({ name: 'Ana', email }), post({ name: 'Bia', email })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await post({ name: 'Cai', email })).status).toBe(409);
  });

  it('repeats the first answer to an Idempotency-Key, and refuses it with another body', async () => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const body = { name: 'Ana', email: newEmail() };
    const first = await post(body, headers);
    expect(first.status).toBe(201);
    expect(answer(await post(body, headers))).toEqual(answer(first));
    expect((await post({ ...body, name: 'Bia' }, headers)).status).toBe(422);
  });

  it('lists each user once, over pages, while others are added', async () => {
    const before: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      before.push(JSON.parse((await post({ name: 'Ana', email: newEmail() })).data).id);
    }
    const seen: string[] = [];
    let query = '?limit=2';
    for (let pages = 0; pages < 1000; pages += 1) {
      const { items, nextToken } = JSON.parse((await client().get(`/users${query}`)).data);
      seen.push(...items.map(({ id }: { id: string }) => id));
      if (!nextToken) break;
      if (pages < 3) await post({ name: 'Bia', email: newEmail() });
      query = `?limit=2&nextToken=${encodeURIComponent(nextToken)}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(before));
  });

  it.each(['?limit=0', '?limit=101', '?nextToken=tampered'])('rejects %s with 400', async (query) => {
    expect((await client().get(`/users${query}`)).status).toBe(400);
  });
}
