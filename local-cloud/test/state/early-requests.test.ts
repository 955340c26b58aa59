import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { ROLE, zip } from '../services/lambda/support.ts';
import { startCloud } from '../support/cloud.ts';

/** Unzipping that many takes longer than a request. */
const FILES = 2000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a request that comes while a cloud with a folder starts', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = temporaryFolder('early-');
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));

  it('waits for the code of the function it invokes', async () => {
    const modules = Array.from({ length: FILES }, (_, n) => [`node_modules/m${n}/index.js`, '// nothing']);
    const ZipFile = zip({
      'index.js': "exports.handler = async () => 'there';",
      ...Object.fromEntries(modules),
    });
    const port = await freePort();
    const before = await startCloud({ dataDir, port });
    const lambda = new LambdaClient({ ...before.config, maxAttempts: 1 });
    const facts = { Role: ROLE, Runtime: 'nodejs20.x', Handler: 'index.handler' } as const;
    await lambda.send(new CreateFunctionCommand({ FunctionName: 'early', ...facts, Code: { ZipFile } }));
    await before.close();
    const starting = startCloud({ dataDir, port });
    const invoke = async (): Promise<string> => {
      try {
        const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'early' }));
        return Buffer.from(Payload ?? []).toString();
      } catch (error) {
        // It does not listen yet.
        if (!String(error).includes('ECONNREFUSED')) throw error;
        await new Promise(setImmediate);
        return invoke();
      }
    };
    const answer = await invoke();
    lambda.destroy();
    await (await starting).close();
    expect(answer).toBe('"there"');
  }, 30_000);
});
