import type { ContractContext } from './contract-context.ts';

const IDS = [
  'a/b',
  'a b',
  'a+b',
  '100%',
  '%2F',
  'é',
  '👩‍👩‍👧',
  '?q=1#x',
  '__proto__',
  '..',
  'a\u0000b',
  '"quoted" \\',
  ';,:@&=$',
  'x'.repeat(2048),
];

export function describePaths({ name, keyName, call, send }: ContractContext): void {
  describe('paths', () => {
    it.each(IDS)('stores under the id %j and no other', async (id) => {
      const path = `/${name}/${encodeURIComponent(id).replace('..', '%2E%2E')}`;
      const posted = await send('POST', path, '{}');
      expect([posted.status, JSON.parse(posted.text)]).toEqual([200, { POST: { [keyName]: id, data: {} } }]);
      const got = await call({ method: 'GET', path });
      expect(JSON.parse(got.text)).toEqual({ GET: { [keyName]: id, data: '{}' } });
      const listed = await call({ method: 'GET', path: `/${name}` });
      expect(JSON.parse(listed.text)).toEqual({ LIST: { items: [{ [keyName]: id, data: '{}' }] } });
    });

    it('counts the limit of an id in bytes of UTF-8', async () => {
      const reply = await send('POST', `/${name}/${encodeURIComponent('é'.repeat(1025))}`, '{}');
      expect([reply.status, JSON.parse(reply.text)]).toEqual([
        400,
        { ERROR: { message: 'Id is 2050 bytes long: the limit is 2048' } },
      ]);
    });

    it.each(['%', '%F', '%ZZ', '%FF', 'a%C3'])('rejects the malformed id %s with 400', async (id) => {
      const reply = await call({ method: 'GET', path: `/${name}/${id}` });
      expect([reply.status, JSON.parse(reply.text)]).toEqual([
        400,
        { ERROR: { message: 'Path is not valid percent-encoded UTF-8' } },
      ]);
    });

    it('takes a slash at the end as none', async () => {
      await send('POST', `/${name}/a/`, '{}');
      const listed = await call({ method: 'GET', path: `/${name}/` });
      expect(JSON.parse(listed.text)).toEqual({ LIST: { items: [{ [keyName]: 'a', data: '{}' }] } });
    });

    it('takes two slashes in front as one, as a base URL that ends in one makes them', async () => {
      await send('POST', `//${name}/a`, '{}');
      const listed = await call({ method: 'GET', path: `//${name}?limit=1` });
      expect(JSON.parse(listed.text)).toEqual({ LIST: { items: [{ [keyName]: 'a', data: '{}' }] } });
    });

    it('answers 404 to a path that is not one of its own', async () => {
      const paths = [
        '/',
        '/other',
        `/${name}/a/b`,
        `/${name}//a`,
        `/${name.toUpperCase()}`,
        `/${name}x/a`,
        '/%ZZ',
      ];
      for (const path of paths) {
        const reply = await call({ method: 'GET', path });
        expect([path, reply.status, reply.text]).toEqual([
          path,
          404,
          '{"ERROR":{"message":"Path does not exist"}}',
        ]);
      }
    });

    it.each([
      ['', ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET, HEAD, OPTIONS'],
      ['/a', ['PATCH', 'PROPFIND'], 'GET, HEAD, POST, PUT, DELETE, OPTIONS'],
    ])('answers 405 with Allow to another method on "%s"', async (rest, methods, allow) => {
      for (const method of methods) {
        const reply = await call({ method, path: `/${name}${rest}` });
        expect([reply.status, reply.headers.allow]).toEqual([405, allow]);
        expect(JSON.parse(reply.text)).toEqual({
          ERROR: { message: `Method ${method} is not allowed: use ${allow}` },
        });
      }
    });

    it('answers OPTIONS with Allow and no body', async () => {
      const reply = await call({ method: 'OPTIONS', path: `/${name}/a` });
      expect([reply.status, reply.headers.allow, reply.text]).toEqual([
        204,
        'GET, HEAD, POST, PUT, DELETE, OPTIONS',
        '',
      ]);
    });

    it('gives every answer a request id, and says nothing of Express', async () => {
      const reply = await call({ method: 'GET', path: '/other' });
      expect(reply.headers['x-request-id']).toEqual(expect.stringMatching(/^[\w-]{8,}$/));
      expect(reply.headers['x-powered-by']).toBeUndefined();
    });
  });
}
