import type { ContractContext } from './contract-context.ts';

export function describeLists({ name, keyName, call, send }: ContractContext): void {
  const list = async (query = '') => {
    const reply = await call({ method: 'GET', path: `/${name}${query}` });
    return { status: reply.status, body: JSON.parse(reply.text) };
  };
  const store = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, n) => send('PUT', `/${name}/id-${n}`, `[${n}]`)));

  describe('lists', () => {
    it('returns no items of an empty table', async () => {
      expect(await list()).toEqual({ status: 200, body: { LIST: { items: [] } } });
    });

    it('returns id and JSON text of each item', async () => {
      await send('POST', `/${name}/é%2F1`.replace('é', '%C3%A9'), '{"a" : 1}');
      expect(await list()).toEqual({
        status: 200,
        body: { LIST: { items: [{ [keyName]: 'é/1', data: '{"a":1}' }] } },
      });
    });

    it('returns 25 items by default, and every item once over the pages', async () => {
      await store(26);
      const first = await list();
      expect(first.body.LIST.items).toHaveLength(25);
      const second = await list(`?nextToken=${first.body.LIST.nextToken}`);
      expect(second.body.LIST.items).toHaveLength(1);
      expect(second.body.LIST.nextToken).toBeUndefined();
      const texts = [...first.body.LIST.items, ...second.body.LIST.items].map(({ data }) => data);
      expect(new Set(texts)).toEqual(new Set(Array.from({ length: 26 }, (_, n) => `[${n}]`)));
    });

    it('gives no token where the last page is exactly full', async () => {
      await store(2);
      expect((await list('?limit=2')).body.LIST.nextToken).toBeUndefined();
      expect((await list('?limit=1')).body.LIST.nextToken).toEqual(expect.any(String));
      expect((await list('?limit=100')).body.LIST.items).toHaveLength(2);
    });

    it.each(['0', '101', '-1', '1.5', '1e1', 'abc', '', '%201', '0x10', '1&limit=2'])(
      'rejects limit=%s with 400',
      async (limit) => {
        expect(await list(`?limit=${limit}`)).toEqual({
          status: 400,
          body: { ERROR: { message: 'limit is not an integer from 1 to 100' } },
        });
      },
    );

    it('rejects a token with any one character changed, cut or added', async () => {
      await store(2);
      const token: string = (await list('?limit=1')).body.LIST.nextToken;
      const altered = [...token].map(
        (char, at) => token.slice(0, at) + (char === 'A' ? 'B' : 'A') + token.slice(at + 1),
      );
      for (const bad of [
        ...altered,
        token.slice(0, -1),
        `${token}A`,
        `${token}=`,
        `${token}%20`,
        `${token}%0A`,
      ]) {
        expect(await list(`?nextToken=${bad}`)).toEqual({
          status: 400,
          body: {
            ERROR: { message: 'nextToken is unknown: pass on the one the previous page gave, unchanged' },
          },
        });
      }
      expect((await list(`?nextToken=${token}`)).status).toBe(200);
    });

    it.each(['', 'invented', 'eyJpZCI6ImEifQ', '%00', 'a&nextToken=b'])(
      'rejects nextToken=%s with 400',
      async (token) => {
        expect((await list(`?nextToken=${token}`)).status).toBe(400);
      },
    );
  });
}
