import type { ContractContext } from './contract-context.ts';

export function describeDescription({ name, keyName, call }: ContractContext): void {
  describe('description', () => {
    it('serves an OpenAPI 3.1 document of its paths', async () => {
      const reply = await call({ method: 'GET', path: '/openapi.json' });
      expect(reply.status).toBe(200);
      const document = JSON.parse(reply.text);
      expect([document.openapi, document.info.title]).toEqual(['3.1.0', name]);
      expect(
        Object.entries(document.paths).map(([path, operations]) => [path, Object.keys(operations as object)]),
      ).toEqual([
        [`/${name}`, ['get']],
        [`/${name}/{id}`, ['get', 'post', 'put', 'delete']],
      ]);
    });

    it('describes the limits that are checked', async () => {
      const { paths } = JSON.parse((await call({ method: 'GET', path: '/openapi.json' })).text);
      expect(paths[`/${name}`].get.parameters[0]).toEqual({
        name: 'limit',
        in: 'query',
        required: false,
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
      });
      expect(paths[`/${name}/{id}`].get.responses['200'].content['application/json'].schema).toEqual({
        type: 'object',
        properties: {
          GET: {
            type: 'object',
            properties: {
              [keyName]: { type: 'string', minLength: 1, maxLength: 2048, examples: ['sala90'] },
              data: { type: 'string' },
            },
            required: [keyName, 'data'],
            additionalProperties: false,
          },
        },
        required: ['GET'],
        additionalProperties: false,
      });
    });

    it('answers 405 with Allow to another method', async () => {
      const reply = await call({ method: 'POST', path: '/openapi.json' });
      expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    });
  });
}
