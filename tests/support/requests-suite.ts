import type { AxiosInstance, AxiosResponse } from 'axios';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Every row of a key/JSON module's table, as one front door answers it. Each test has ids of its own. */
export function describeRequests(module: string, client: () => AxiosInstance, decodedPaths?: string): void {
  const key = `${module}Id`;
  const path = (id: string) => `/${module}/${encodeURIComponent(id)}`;
  const send = (
    method: 'POST' | 'PUT',
    url: string,
    data?: string,
    headers: Record<string, string> = JSON_TYPE,
  ) => client().request({ method, url, data, headers });
  const get = (url: string) => client().get(url);
  const newId = () => `id-${crypto.randomUUID()}`;
  const error = (message: unknown) => ({ ERROR: { message } });
  const answer = ({ status, data }: AxiosResponse<string>) => [status, JSON.parse(data)];

  it('stores what is posted and answers it', async () => {
    const id = newId();
    expect(answer(await send('POST', path(id), '{"description":"Sala 90","chairs":90}'))).toEqual([
      200,
      { POST: { [key]: id, data: { description: 'Sala 90', chairs: 90 } } },
    ]);
    expect(answer(await get(path(id)))).toEqual([
      200,
      { GET: { [key]: id, data: '{"description":"Sala 90","chairs":90}' } },
    ]);
  });

  it('replaces what was there', async () => {
    const id = newId();
    await send('POST', path(id), '{"a":1,"b":2}');
    await send('POST', path(id), '{"a":3}');
    expect(answer(await get(path(id)))).toEqual([200, { GET: { [key]: id, data: '{"a":3}' } }]);
  });

  it('answers 404 for what does not exist', async () => {
    expect(answer(await get(path(newId())))).toEqual([404, error('Resource does not exist')]);
  });

  it('creates and replaces with PUT', async () => {
    const id = newId();
    for (const text of ['{"chairs":90}', '[]']) {
      expect(answer(await send('PUT', path(id), text))).toEqual([
        200,
        { PUT: { [key]: id, item: { data: { S: text } } } },
      ]);
      expect(answer(await get(path(id)))).toEqual([200, { GET: { [key]: id, data: text } }]);
    }
  });

  it('deletes, and deletes what is gone already', async () => {
    const id = newId();
    await send('POST', path(id), '{}');
    for (let times = 0; times < 2; times += 1) {
      expect(answer(await client().delete(path(id)))).toEqual([200, { DELETE: { [key]: id } }]);
    }
    expect((await get(path(id))).status).toBe(404);
  });

  it('lists in pages that hold every item once', async () => {
    const ids = [newId(), newId(), newId()];
    for (const id of ids) await send('PUT', path(id), '{}');
    const seen: string[] = [];
    let query = '?limit=2';
    for (let pages = 0; pages < 1000; pages += 1) {
      const { status, data } = await get(`/${module}${query}`);
      expect(status).toBe(200);
      const { items, nextToken } = JSON.parse(data).LIST;
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map((item: Record<string, string>) => item[key]));
      if (!nextToken) break;
      query = `?limit=2&nextToken=${encodeURIComponent(nextToken)}`;
    }
    expect(seen.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(['?limit=0', '?limit=101', '?limit=ten', '?nextToken=tampered'])(
    'rejects %s with 400',
    async (query) => {
      expect(answer(await get(`/${module}${query}`))).toEqual([400, error(expect.any(String))]);
    },
  );

  it.each([
    ['an empty body', ''],
    ['null', 'null'],
    ['JSON that does not parse', '{"a":'],
    ['a number', '1'],
    ['a text', '"a"'],
  ])('rejects %s with 400 and says what is wrong', async (_, body) => {
    const id = newId();
    for (const method of ['POST', 'PUT'] as const) {
      expect(answer(await send(method, path(id), body))).toEqual([
        400,
        error(expect.stringMatching(/JSON|body/i)),
      ]);
    }
    expect((await get(path(id))).status).toBe(404);
  });

  it('rejects another content type with 415', async () => {
    const reply = await send('POST', path(newId()), '{}', { 'Content-Type': 'text/plain' });
    expect(answer(reply)).toEqual([415, error(expect.any(String))]);
  });

  it('rejects a body above 400 KB with 413 and an id above 2048 bytes with 400', async () => {
    const id = newId();
    expect(answer(await send('POST', path(id), JSON.stringify(['x'.repeat(410_000)])))).toEqual([
      413,
      error(expect.any(String)),
    ]);
    expect((await get(path(id))).status).toBe(404);
    expect(answer(await send('POST', path('x'.repeat(2049)), '{}'))).toEqual([
      400,
      error(expect.any(String)),
    ]);
  });

  it('answers 404 to an unknown path and 405 with Allow to a wrong method', async () => {
    expect(answer(await get('/unknown'))).toEqual([404, error(expect.any(String))]);
    const reply = await client().patch(path(newId()), '{}', { headers: JSON_TYPE });
    expect(answer(reply)).toEqual([405, error(expect.any(String))]);
    expect(reply.headers.allow).toBe('GET, HEAD, POST, PUT, DELETE, OPTIONS');
  });

  it.each([
    ['unicode', '{"é":"日本語 👩‍👩‍👧"}'],
    ['numbers no double can hold', '{"n":12345678901234567890,"f":0.1,"e":1e400}'],
    ['nesting and empty texts', '{"a":[[],{},{"":""}]}'],
    ['keys of Object.prototype', '{"__proto__":{"x":1},"constructor":2}'],
  ])('keeps %s as they were sent', async (_, text) => {
    const id = newId();
    expect((await send('POST', path(id), text)).data).toBe(`{"POST":{"${key}":"${id}","data":${text}}}`);
    expect(answer(await get(path(id)))).toEqual([200, { GET: { [key]: id, data: text } }]);
  });

  const takesId = async (name: string) => {
    const id = `${newId()}${name}`;
    await send('POST', path(id), '{}');
    expect(answer(await get(path(id)))).toEqual([200, { GET: { [key]: id, data: '{}' } }]);
  };
  it.each(['a b', 'é👩'])('takes the id %j', takesId);
  const [itIf, suffix] = decodedPaths ? [it.skip, ` (skipped: ${decodedPaths})`] : [it, ''];
  itIf.each(['a/b', '100%', '%2F', '?q=1&r=2#x'])(`takes the id %j${suffix}`, takesId);

  it('keeps one of two posts that come at once, whole', async () => {
    const id = newId();
    const texts = ['{"a":1}', '{"b":2}'];
    await Promise.all(texts.map((text) => send('POST', path(id), text)));
    const [status, body] = answer(await get(path(id)));
    expect(status).toBe(200);
    expect(texts).toContain(body.GET.data);
  });
}
