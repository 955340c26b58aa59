import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { temporaryFolder, temporaryVariables } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { handlerZip, ROLE } from '../services/lambda/support.ts';

let scratch: string;
beforeAll(async () => {
  scratch = temporaryFolder('start-test-');
});
afterAll(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));

/** local-cloud on a free port, with a temporary folder of its own to be looked into. */
async function start(...args: string[]): Promise<{ program: Program; port: number }> {
  const program = startLocalCloudCommand(['start', '--port', '0', ...args], {
    environment: temporaryVariables(scratch),
  });
  const [, port] = await program.printed(
    /^local-cloud is ready on http:\/\/\S+:(\d+) \(\d+\.\d\d s\)\. Ctrl-C stops it\.\n/,
  );
  return { program, port: Number(port) };
}

const clientOf = (port: number) =>
  new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

/** A function in the middle of its work: it calls `url` once it has begun, and then never answers. */
async function runFunction(port: number): Promise<void> {
  const client = clientOf(port);
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: callback } = server.address() as AddressInfo;
  const body = `
    // The server hangs up once it has been called; unheard, that error would end the function.
    require('node:http').get('http://127.0.0.1:${callback}/').on('error', () => {});
    await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  await client.send(
    new CreateFunctionCommand({
      FunctionName: 'busy',
      Runtime: 'nodejs20.x',
      Role: ROLE,
      Handler: 'index.handler',
      Timeout: 60,
      Code: { ZipFile: handlerZip(body) },
    }),
  );
  const begun = once(server, 'request');
  client.send(new InvokeCommand({ FunctionName: 'busy' })).catch(() => {});
  await begun;
  server.close();
  server.closeAllConnections();
}

describe('local-cloud start', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends with 0 at %s, and leaves no process and no file',
    async (signal) => {
      const { program } = await start();
      expect((await readdir(scratch)).filter((name) => name.startsWith('local-cloud-'))).toHaveLength(1);
      program.signalAlone(signal);
      expect(await program.ended).toBe(0);
      expect(await program.processes()).toEqual([]);
      expect(await readdir(scratch)).toEqual([]);
      expect(program.output().trim().split('\n')).toHaveLength(1);
    },
  );

  it('ends a function that runs', async () => {
    const { program, port } = await start();
    await runFunction(port);
    expect((await program.processes()).length).toBeGreaterThan(1);
    program.signal('SIGINT');
    expect(await program.ended).toBe(0);
    expect(await program.processes()).toEqual([]);
    expect(await readdir(scratch)).toEqual([]);
  });

  it('leaves no execution environment behind where it is killed itself', async () => {
    const { program, port } = await start();
    await runFunction(port);
    program.signalAlone('SIGKILL');
    // The output closes when the last process that holds it has ended, execution environments among them.
    expect(await program.ended).toBe('SIGKILL');
    for (let tries = 0; tries < 50 && (await program.processes()).length > 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await program.processes()).toEqual([]);
  });

  it('shows API calls only with --verbose', async () => {
    const url = (port: number) => `http://127.0.0.1:${port}/2015-03-31/functions`;
    const verbose = await start('--verbose');
    await fetch(url(verbose.port));
    await verbose.program.printed(/^GET \/2015-03-31\/functions 200 \d+ ms lambda:ListFunctions$/m);
    await fetch(`${url(verbose.port)}/none`);
    await verbose.program.printed(
      /^GET \/2015-03-31\/functions\/none 404 \d+ ms lambda:GetFunction\n {2}ResourceNotFoundException: Function not found: \S+:none$/m,
    );
    verbose.program.signal('SIGINT');
    await verbose.program.ended;
    const quiet = await start();
    await fetch(url(quiet.port));
    quiet.program.signal('SIGINT');
    await quiet.program.ended;
    expect(quiet.program.output()).not.toContain('ListFunctions');
  });

  it('listens where it is told to', async () => {
    const { program, port } = await start('--host', '127.0.0.1');
    expect(program.output()).toContain(`http://127.0.0.1:${port} `);
    expect((await fetch(`http://127.0.0.1:${port}/_local-cloud/health`)).status).toBe(200);
    await expect(fetch(`http://[::1]:${port}/_local-cloud/health`)).rejects.toThrow('fetch failed');
    program.signal('SIGINT');
    await program.ended;
  });

  it('ends with one message where the port is taken, or the address is not of this machine', async () => {
    const { program, port } = await start();
    const second = startLocalCloudCommand(['start', '--port', String(port)]);
    expect([await second.ended, second.output()]).toEqual([
      1,
      `Port ${port} is in use, perhaps by another local-cloud or LocalStack. Stop that one, or choose another port: --port ${port + 1}\n`,
    ]);
    program.signal('SIGINT');
    await program.ended;
    const elsewhere = startLocalCloudCommand(['start', '--port', '0', '--host', '203.0.113.1']);
    expect([await elsewhere.ended, elsewhere.output()]).toEqual([
      1,
      '203.0.113.1 is not an address of this machine.\n',
    ]);
  });
});
