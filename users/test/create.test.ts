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
const UUID = expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);

describe('POST /users', () => {
  it('makes a user, and says where it is', async () => {
    const { status, headers, body } = await api.post({ name: ' Ana Líria ', email: ' Ana@Example.com ' });
    expect([status, body]).toEqual([
      201,
      { id: UUID, name: 'Ana Líria', email: 'Ana@Example.com', createdAt: expect.any(String) },
    ]);
    expect(new Date(body.createdAt).toISOString()).toBe(body.createdAt);
    expect(headers.location).toBe(`/users/${body.id}`);
    expect((await api.get(headers.location ?? '')).body).toEqual(body);
  });

  it.each([
    [
      {},
      [
        { field: 'name', message: 'is required' },
        { field: 'email', message: 'is required' },
      ],
    ],
    [
      { name: 5, email: null },
      [
        { field: 'name', message: 'is not text' },
        { field: 'email', message: 'is not text' },
      ],
    ],
    [
      { name: '  ', email: 'ana@example' },
      [
        { field: 'name', message: 'is empty' },
        { field: 'email', message: 'is not an e-mail address' },
      ],
    ],
    [
      { name: 'x'.repeat(101), email: `${'x'.repeat(250)}@example.com` },
      [
        { field: 'name', message: 'is longer than 100 characters' },
        { field: 'email', message: 'is longer than 254 characters' },
      ],
    ],
    [
      { nome: 'Ana', email: 'a b@example.com', id: '1' },
      [
        { field: 'name', message: 'is required' },
        { field: 'email', message: 'is not an e-mail address' },
        { field: 'nome', message: 'is not a field of a user' },
        { field: 'id', message: 'is not a field of a user' },
      ],
    ],
    [[ana], [{ field: 'body', message: 'is not a JSON object' }]],
    ['Ana', [{ field: 'body', message: 'is not a JSON object' }]],
    [
      null,
      [
        { field: 'name', message: 'is required' },
        { field: 'email', message: 'is required' },
      ],
    ],
  ])('rejects %j with 400 and every wrong field', async (input, fields) => {
    const { status, body } = await api.post(input);
    const text = fields.map(({ field, message }) => `${field} ${message}`).join('; ');
    expect([status, body]).toEqual([400, { ERROR: { message: `Not a user: ${text}`, fields } }]);
    expect((await api.get('/users')).body).toEqual({ items: [] });
  });

  it('rejects a missing body with 400, another type with 415, what does not parse with 400', async () => {
    const send = async (body?: string, type = 'application/json') =>
      JSON.parse(
        (await api.call({ method: 'POST', path: '/users', headers: { 'Content-Type': type }, body })).text,
      );
    expect((await send()).ERROR.message).toBe('Not a user: name is required; email is required');
    expect((await send(JSON.stringify(ana), 'text/plain')).ERROR.message).toBe(
      'Content-Type is not JSON: send application/json',
    );
    expect((await send('{"name":')).ERROR.message).toMatch(/^Request body is not valid JSON: /);
  });

  it('rejects an e-mail that is taken with 409, in any spelling', async () => {
    await api.post(ana);
    for (const email of ['ana@example.com', 'ANA@example.COM']) {
      const { status, body } = await api.post({ name: 'Other', email });
      expect([status, body]).toEqual([409, { ERROR: { message: 'A user has this e-mail already' } }]);
    }
    expect((await api.get('/users')).body.items).toHaveLength(1);
  });

  it('makes one user of many requests with the same e-mail at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) => api.post({ ...ana, name: `Ana ${n}` })),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(11).fill(409)]);
    const made = replies.find(({ status }) => status === 201);
    expect((await api.get('/users')).body).toEqual({ items: [made?.body] });
  });
});

describe('GET /users/{id}', () => {
  it.each(['00000000-0000-4000-8000-000000000000', 'a%2Fb', 'x'.repeat(2049)])(
    'answers 404 where there is none: %s',
    async (id) => {
      const { status, body } = await api.get(`/users/${id}`);
      expect([status, body]).toEqual([404, { ERROR: { message: 'User does not exist' } }]);
    },
  );

  it.each([
    ['/users', 'DELETE', 'GET, HEAD, POST, OPTIONS'],
    ['/users/1', 'POST', 'GET, HEAD, OPTIONS'],
  ])('answers 405 with Allow: %s %s', async (path, method, allow) => {
    const { status, headers } = await api.call({ method, path });
    expect([status, headers.allow]).toEqual([405, allow]);
  });
});

describe('GET /openapi.json', () => {
  it('describes every operation, by the schemas that validate', async () => {
    const { status, body } = await api.get('/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    expect(body.paths['/users'].post.requestBody.content['application/json'].schema).toMatchObject({
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 100 },
        email: { type: 'string', maxLength: 254, format: 'email' },
      },
      required: ['name', 'email'],
      additionalProperties: false,
    });
    expect(Object.keys(body.paths['/users'].post.responses)).toEqual([
      '201',
      '400',
      '409',
      '413',
      '415',
      '422',
      '500',
      '503',
    ]);
    expect(body.paths['/users/{id}'].get.operationId).toBe('getUsersId');
  });
});
