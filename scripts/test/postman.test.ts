import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PostmanCollection } from '../postman-collection.ts';

const script = fileURLToPath(new URL('../postman.ts', import.meta.url));

describe('npm run postman', () => {
  let folder: string;
  let collection: PostmanCollection;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postman-'));
    const file = path.join(folder, 'collection.json');
    // Nothing listens on port 1: the URLs of this machine's own deployments have no place here.
    const env = { ...process.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    await promisify(execFile)(process.execPath, ['--import', 'tsx', script, '--out', file], { env });
    collection = JSON.parse(await readFile(file, 'utf8'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('makes a v2.1 collection with a folder and a variable for each module', () => {
    expect(collection.info.schema).toBe(
      'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    );
    expect(collection.item.map(({ name }) => name)).toEqual(expect.arrayContaining(['modulo1', 'modulo2']));
    expect(collection.variable).toContainEqual({ key: 'modulo1', value: 'http://localhost:4510' });
  });

  it('has a request for each operation, ready to be sent', () => {
    const requests = collection.item.find(({ name }) => name === 'modulo1')?.item ?? [];
    expect(requests.map(({ request }) => `${request.method} ${request.url.raw}`)).toEqual([
      'GET {{modulo1}}/modulo1',
      'GET {{modulo1}}/modulo1/:id',
      'POST {{modulo1}}/modulo1/:id',
      'PUT {{modulo1}}/modulo1/:id',
      'DELETE {{modulo1}}/modulo1/:id',
    ]);
    expect(requests[0]?.request.url.query).toEqual([
      { key: 'limit', value: '25', disabled: true },
      { key: 'nextToken', value: '', disabled: true },
    ]);
    expect(requests[2]).toEqual({
      name: 'Store an item, in place of what was there',
      request: {
        method: 'POST',
        header: [{ key: 'Content-Type', value: 'application/json' }],
        url: {
          raw: '{{modulo1}}/modulo1/:id',
          host: ['{{modulo1}}'],
          path: ['modulo1', ':id'],
          variable: [{ key: 'id', value: 'sala90' }],
        },
        body: {
          mode: 'raw',
          raw: JSON.stringify({ description: 'Sala 90', chairs: 90 }, null, 2),
          options: { raw: { language: 'json' } },
        },
      },
      response: [],
    });
  });
});
