import type { ContractContext } from './contract-context.ts';

/** JSON that a parser and printer on the way would change, or that trips over object prototypes. */
const TEXTS = [
  '{"description":"Sala 90","chairs":90}',
  '[]',
  '{}',
  '{"":""}',
  '[[[{"a":[null,true,false]}]]]',
  '{"número":"ação","emoji":"👩‍👩‍👧","escaped":"\\u00e9\\ud800","controls":"\\n\\t\\u0000"}',
  '[12345678901234567890,0.1000000000000000055511151231257827,1e400,-0,1.0,1E+2]',
  '{"__proto__":{"admin":true},"constructor":1,"toString":null,"hasOwnProperty":[]}',
  '{"same":1,"same":2}',
  '{"2":"b","1":"a"}',
  '["a \\" b  ,  { } \\\\"," "]',
];

export function describeItems({ name, keyName, call, send }: ContractContext): void {
  describe('items', () => {
    it.each(TEXTS)('returns %s from POST and GET as it was sent', async (text) => {
      const posted = await send('POST', `/${name}/sala90`, text);
      expect(posted.status).toBe(200);
      expect(posted.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(posted.text).toBe(`{"POST":{"${keyName}":"sala90","data":${text}}}`);

      const got = await call({ method: 'GET', path: `/${name}/sala90` });
      expect(got.status).toBe(200);
      expect(got.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(JSON.parse(got.text)).toEqual({ GET: { [keyName]: 'sala90', data: text } });
    });

    it('replaces the whole item with POST', async () => {
      await send('POST', `/${name}/a`, '{"first":1,"second":2}');
      await send('POST', `/${name}/a`, '{"third":3}');
      const got = await call({ method: 'GET', path: `/${name}/a` });
      expect(JSON.parse(got.text)).toEqual({ GET: { [keyName]: 'a', data: '{"third":3}' } });
    });

    it('creates with PUT what does not exist, and replaces what does', async () => {
      for (const text of ['{"chairs":1}', '[2]']) {
        const put = await send('PUT', `/${name}/a`, text);
        expect(put.status).toBe(200);
        expect(JSON.parse(put.text)).toEqual({ PUT: { [keyName]: 'a', item: { data: { S: text } } } });
        const got = await call({ method: 'GET', path: `/${name}/a` });
        expect(JSON.parse(got.text)).toEqual({ GET: { [keyName]: 'a', data: text } });
      }
    });

    it('drops the white space between tokens and keeps it within strings', async () => {
      await send('PUT', `/${name}/a`, ' {\r\n\t"a b" : [ 1 , " \\" x " ] }\n');
      const got = await call({ method: 'GET', path: `/${name}/a` });
      expect(JSON.parse(got.text).GET.data).toBe('{"a b":[1," \\" x "]}');
    });

    it('answers 404 to GET for an id that was never stored', async () => {
      const got = await call({ method: 'GET', path: `/${name}/none` });
      expect(got.status).toBe(404);
      expect(got.text).toBe('{"ERROR":{"message":"Resource does not exist"}}');
    });

    it('answers HEAD as GET, without a body', async () => {
      await send('POST', `/${name}/a`, '{}');
      const head = await call({ method: 'HEAD', path: `/${name}/a` });
      expect([head.status, head.text]).toEqual([200, '']);
      const missing = await call({ method: 'HEAD', path: `/${name}/none` });
      expect([missing.status, missing.text]).toEqual([404, '']);
    });

    it('removes with DELETE, and answers the same where there is nothing', async () => {
      await send('POST', `/${name}/a`, '{}');
      for (const _ of ['stored', 'gone']) {
        const deleted = await call({ method: 'DELETE', path: `/${name}/a` });
        expect([deleted.status, deleted.text]).toEqual([200, `{"DELETE":{"${keyName}":"a"}}`]);
      }
      expect((await call({ method: 'GET', path: `/${name}/a` })).status).toBe(404);
    });

    it('keeps one whole text of two that are posted at once', async () => {
      const texts = ['{"who":"first","pad":"xxxxxxxx"}', '{"who":"second"}'];
      const posted = await Promise.all(texts.map((text) => send('POST', `/${name}/a`, text)));
      expect(posted.map(({ status }) => status)).toEqual([200, 200]);
      expect(posted.map(({ text }) => JSON.parse(text).POST.data.who)).toEqual(['first', 'second']);
      const got = await call({ method: 'GET', path: `/${name}/a` });
      expect(texts).toContain(JSON.parse(got.text).GET.data);
    });
  });
}
