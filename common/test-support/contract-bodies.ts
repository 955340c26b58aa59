import { gzipSync } from 'node:zlib';
import type { ContractContext } from './contract-context.ts';

const KB = 1024;
const wanted = 'send a JSON object or array';

export function describeBodies({ name, keyName, call, send }: ContractContext): void {
  describe('bodies', () => {
    it.each([
      ['no bytes', '', `Request body is missing: ${wanted}`],
      ['white space', ' \n', `Request body is empty: ${wanted}`],
      ['null', 'null', `Request body is null: ${wanted}`],
      ['a string', '"text"', `Request body is a string: ${wanted}`],
      ['a number', '90', `Request body is a number: ${wanted}`],
      ['a boolean', 'true', `Request body is a boolean: ${wanted}`],
      ['bytes that are not UTF-8', Buffer.from([0x5b, 0xff, 0x5d]), 'Request body is not valid UTF-8'],
    ])('rejects %s with 400 and stores nothing', async (_what, body, message) => {
      for (const method of ['POST', 'PUT']) {
        const reply = await send(method, `/${name}/a`, body);
        expect([reply.status, JSON.parse(reply.text)]).toEqual([400, { ERROR: { message } }]);
      }
      expect((await call({ method: 'GET', path: `/${name}/a` })).status).toBe(404);
    });

    it.each(['{"a":1', "{'a':1}", '[1,]', '{}{}', '[NaN]', '{"a":"\n"}', '[01]'])(
      'rejects %j with 400 that says it is not JSON',
      async (body) => {
        const reply = await send('POST', `/${name}/a`, body);
        expect(reply.status).toBe(400);
        expect(JSON.parse(reply.text).ERROR.message).toMatch(/^Request body is not valid JSON: ./);
      },
    );

    it('rejects a missing body with 400, whatever its type', async () => {
      for (const headers of [undefined, { 'Content-Type': 'text/plain' }]) {
        const reply = await call({ method: 'POST', path: `/${name}/a`, headers });
        expect([reply.status, JSON.parse(reply.text).ERROR.message]).toEqual([
          400,
          `Request body is missing: ${wanted}`,
        ]);
      }
    });

    it.each([
      ['text/plain', 'Content-Type is "text/plain": send application/json'],
      ['application/jsonp', 'Content-Type is "application/jsonp": send application/json'],
      ['', 'Content-Type is missing: send application/json'],
      ['application/json; charset=latin1', 'Charset "latin1" is not supported: send JSON in UTF-8'],
    ])('rejects a body of type "%s" with 415', async (type, message) => {
      const headers: Record<string, string> = type === '' ? {} : { 'Content-Type': type };
      const reply = await call({ method: 'PUT', path: `/${name}/a`, headers, body: '{}' });
      expect([reply.status, JSON.parse(reply.text)]).toEqual([415, { ERROR: { message } }]);
    });

    it.each([
      'application/json; charset=utf-8',
      'Application/JSON;charset="UTF-8"',
      'application/merge-patch+json',
    ])('accepts the type %s', async (type) => {
      const reply = await call({
        method: 'PUT',
        path: `/${name}/a`,
        headers: { 'Content-Type': type },
        body: '{}',
      });
      expect(reply.status).toBe(200);
    });

    it('accepts a byte order mark in front', async () => {
      const reply = await send('POST', `/${name}/a`, Buffer.from('\uFEFF{"a":1}'));
      expect(reply.text).toBe(`{"POST":{"${keyName}":"a","data":{"a":1}}}`);
    });

    it('accepts a gzip body, and counts its size after it is inflated', async () => {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
      const sendGzip = (text: string) =>
        call({ method: 'POST', path: `/${name}/a`, headers, body: gzipSync(text) });
      expect((await sendGzip('{"a":1}')).text).toBe(`{"POST":{"${keyName}":"a","data":{"a":1}}}`);
      expect((await sendGzip(`["${'x'.repeat(400 * KB)}"]`)).status).toBe(413);
    });

    it('rejects a body that is not the gzip it says with 400, an unknown encoding with 415', async () => {
      const statusOf = async (encoding: string) => {
        const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
        return (await call({ method: 'POST', path: `/${name}/a`, headers, body: '{}' })).status;
      };
      expect([await statusOf('gzip'), await statusOf('rot13')]).toEqual([400, 415]);
    });

    it('rejects a body above 400 KB with 413', async () => {
      const reply = await send('POST', `/${name}/a`, `["${'x'.repeat(400 * KB)}"]`);
      expect(reply.status).toBe(413);
      expect(reply.text).toBe('{"ERROR":{"message":"Request body is above the limit of 409600 bytes"}}');
    });

    it('stores an item of exactly 400 KB, names and id included, and rejects one byte more with 413', async () => {
      const room = 400 * KB - keyName.length - 'a'.length - 'data'.length;
      const textOf = (bytes: number) => `["${'x'.repeat(bytes - 4)}"]`;
      expect((await send('PUT', `/${name}/a`, textOf(room))).status).toBe(200);
      const reply = await send('PUT', `/${name}/a`, textOf(room + 1));
      expect([reply.status, JSON.parse(reply.text)]).toEqual([
        413,
        { ERROR: { message: 'Item is above the 400 KB that DynamoDB stores, its id and names included' } },
      ]);
    });
  });
}
