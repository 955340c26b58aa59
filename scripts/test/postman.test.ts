import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Lambda } from '@aws-sdk/client-lambda';
import { handlerZip, ROLE } from '../../local-cloud/test/services/lambda/support.ts';
import { homeVariables, temporaryFolder } from '../../tests/support/folders.ts';
import { startLocalCloudCommand } from '../../tests/support/program.ts';
import { copyProject } from '../../tests/support/project-copy.ts';
import type { PostmanCollection } from '../postman-collection.ts';

const script = fileURLToPath(new URL('../postman.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder('postman-');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** @param script of this project, or of a copy */
async function makeCollection(script: string, environment: NodeJS.ProcessEnv) {
  const file = path.join(folder, 'collection.json');
  const env = { ...process.env, ...environment };
  const made = promisify(execFile)(process.execPath, ['--import', 'tsx', script, '--out', file], { env });
  const { stderr } = await made;
  return { collection: JSON.parse(await readFile(file, 'utf8')) as PostmanCollection, stderr };
}

describe('npm run postman', () => {
  let collection: PostmanCollection;
  let stderr: string;
  beforeAll(async () => {
    // Nothing listens on port 1: the URLs of this machine's own deployments have no place here.
    ({ collection, stderr } = await makeCollection(script, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }));
  });

  it('says that nothing is deployed, where it asked', () => {
    expect(stderr).toBe(
      'Nothing is deployed at http://127.0.0.1:1: the URLs are those that npm start usually gives. Make the collection again then.\n',
    );
  });

  it('makes a v2.1 collection with a folder and a variable for each module', () => {
    expect(collection.info.schema).toBe(
      'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    );
    expect(collection.item.map(({ name }) => name)).toEqual(expect.arrayContaining(['modulo1', 'modulo2']));
    // The ports that local-cloud gives these functions, where nothing else has them.
    expect(collection.variable).toEqual([
      { key: 'modulo1', value: 'http://localhost:4519' },
      { key: 'modulo2', value: 'http://localhost:4522' },
      { key: 'users', value: 'http://localhost:4547' },
    ]);
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

describe('npm run postman beside an endpoint that runs', () => {
  it('has the URL of each module there, whatever the port', async () => {
    const project = copyProject();
    const home = homeVariables(folder);
    const program = startLocalCloudCommand(['start', '--port', '0'], {
      cwd: project.root,
      environment: home,
    });
    try {
      const [, port] = await program.printed(/is ready on http:\/\/localhost:(\d+)/);
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const lambda = new Lambda({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials });
      const urls = ['modulo1', 'modulo2', 'users'].map(async (module) => {
        await lambda.createFunction({
          ...{
            FunctionName: `${module}-local-api`,
            Runtime: 'nodejs24.x',
            Handler: 'index.handler',
            Role: ROLE,
          },
          Code: { ZipFile: handlerZip('') },
        });
        const config = { FunctionName: `${module}-local-api`, AuthType: 'NONE' } as const;
        const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig(config);
        return { key: module, value: FunctionUrl.replace(/\/$/, '') };
      });
      const expected = await Promise.all(urls);
      lambda.destroy();
      const copied = path.join(project.root, 'scripts', 'postman.ts');
      const { collection, stderr } = await makeCollection(copied, { ...home, AWS_ENDPOINT_URL: undefined });
      expect([collection.variable, stderr]).toEqual([expected, '']);
    } finally {
      program.signal('SIGINT');
      await program.ended;
      project.remove();
    }
  }, 60_000);
});
