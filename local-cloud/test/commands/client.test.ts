import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { homeVariables, temporaryFolder } from '../../../tests/support/folders.ts';
import { startLocalCloudCommand, startProgram } from '../../../tests/support/program.ts';
import { askToEnd } from '../../src/commands/end-request.ts';
import { handlerZip, ROLE } from '../services/lambda/support.ts';
import { startCloud } from '../support/cloud.ts';

let home: string;
let port: string;
let url: string;

/** A command in a home of the test's own: nobody else's endpoints are in it. */
const command = (...args: string[]) =>
  startLocalCloudCommand(args, {
    cwd: home,
    environment: { ...homeVariables(home), AWS_ENDPOINT_URL: undefined },
  });

async function run(...args: string[]): Promise<[unknown, string]> {
  const program = command(...args);
  return [await program.ended, program.output()];
}

beforeAll(async () => {
  home = temporaryFolder('client-test-');
  const [code, output] = await run('start', '--detach', '--port', '0');
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(
      /^local-cloud is ready on .*\nIt runs in the background, pid \d+: http:\/\/localhost:\d+\nWhat it prints is in .*\.log\. npx local-cloud stop ends it\.\n$/,
    ),
  ]);
  [, url = '', port = ''] = /pid \d+: (http:\/\/localhost:(\d+))/.exec(output) ?? [];
  const client = new LambdaClient({
    endpoint: url,
    region: 'sa-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Code = {
    ZipFile: handlerZip(
      'if (event.fail) throw new Error("no"); console.log("said", event.word); return event.word ?? "nothing";',
    ),
  };
  for (const FunctionName of ['salas-local-api', 'other-local-api']) {
    const Handler = 'index.handler';
    await client.send(
      new CreateFunctionCommand({ FunctionName, Code, Handler, Role: ROLE, Runtime: 'nodejs20.x' }),
    );
    await waitUntilFunctionActiveV2({ client, maxWaitTime: 20, minDelay: 0.01 }, { FunctionName });
  }
  client.destroy();
}, 60_000);

afterAll(async () => {
  expect(await run('stop', '--port', port)).toEqual([0, `local-cloud on ${url} has ended.\n`]);
  expect(await run('status', '--port', port)).toEqual([
    3,
    expect.stringContaining(`Nothing answers on ${url}.`),
  ]);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

describe('local-cloud start --detach', () => {
  it('goes on where whoever started it was killed before it served', async () => {
    const bin = fileURLToPath(new URL('../../bin/local-cloud.mjs', import.meta.url));
    const child = fork(bin, ['start', '--port', '0'], {
      silent: true,
      cwd: home,
      env: { ...process.env, ...homeVariables(home) },
    });
    const ended = once(child, 'exit');
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('Ctrl-C')) void askToEnd(child.pid!, 'SIGINT');
    });
    child.disconnect();
    expect([await ended, output]).toEqual([[0, null], expect.stringContaining('local-cloud is ready on')]);
  });
});

describe('local-cloud status', () => {
  it('tells where it runs', async () => {
    const [code, output] = await run('status', '--port', port);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(`^local-cloud \\S+ on ${url}, pid \\d+, since .*Z\nNothing is deployed\\.\n$`),
      ),
    ]);
  });

  it('tells a program', async () => {
    const [code, output] = await run('status', '--port', port, '--json');
    expect([code, JSON.parse(output)]).toEqual([
      0,
      {
        endpoint: url,
        version: expect.any(String),
        pid: expect.any(Number),
        url,
        startedAt: expect.any(String),
        services: [],
      },
    ]);
  });
});

describe('local-cloud stop', () => {
  it('ends nobody who has the pid of an endpoint that was killed', async () => {
    const cloud = await startCloud();
    const bystander = startProgram(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    const left = path.join(home, '.local-cloud', 'running', `${bystander.pid}.json`);
    const told = { pid: bystander.pid, url: cloud.endpoint, startedAt: new Date().toISOString() };
    await writeFile(left, JSON.stringify(told));
    expect(await run('stop', '--port', String(cloud.port))).toEqual([
      1,
      expect.stringContaining("it can't be stopped from here"),
    ]);
    bystander.signal('SIGKILL');
    expect(await bystander.ended).toBe('SIGKILL');
    await rm(left);
    await cloud.close();
  });
});

describe('local-cloud invoke', () => {
  it('runs a function on an event of a file, and tells its answer apart from its log', async () => {
    const event = path.join(home, 'event.json');
    await writeFile(event, '{"word":"olá"}');
    const [code, output] = await run('invoke', 'salas-local-api', '--event', event, '--port', port, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({
      functionName: 'salas-local-api',
      region: 'sa-east-1',
      payload: '"olá"',
      log: expect.stringContaining('said olá'),
    });
  });

  it('ends with 1 where the function failed', async () => {
    const event = path.join(home, 'fail.json');
    await writeFile(event, '{"fail":true}');
    const [code, output] = await run('invoke', 'salas-local-api', '--event', event, '--port', port);
    expect([code, output]).toEqual([1, expect.stringContaining('{"errorType":"Error","errorMessage":"no"')]);
  });

  it('says which functions there are', async () => {
    expect(await run('invoke', 'api', '--port', port)).toEqual([
      1,
      expect.stringContaining('"api" is the name of several functions:\n'),
    ]);
    expect(await run('invoke', 'nobody', '--port', port)).toEqual([
      1,
      expect.stringContaining('There is no function "nobody"; there are:\n'),
    ]);
  });

  it('refuses an event that is none', async () => {
    const event = path.join(home, 'broken.json');
    await writeFile(event, '{');
    expect(await run('invoke', 'salas-local-api', '--event', event, '--port', port)).toEqual([
      1,
      expect.stringMatching(/broken\.json is no event: /),
    ]);
  });
});

describe('local-cloud logs', () => {
  it('shows what a function wrote, and what it writes while it is followed', async () => {
    const word = async (text: string) => {
      const event = path.join(home, `${text}.json`);
      await writeFile(event, JSON.stringify({ word: text }));
      expect((await run('invoke', 'other-local-api', '--event', event, '--port', port))[0]).toBe(0);
    };
    await word('before');
    const followed = command('logs', 'other-local-api', '--follow', '--port', port);
    await followed.printed(/said before\n/);
    await word('after');
    await followed.printed(/said after\n/);
    followed.signal('SIGINT');
    await followed.ended;
    expect(followed.output().match(/said before/g)).toHaveLength(1);
    const [code, output] = await run('logs', 'other-local-api', '--port', port, '--json');
    const said = output.split('\n').filter((line) => line.includes('said'));
    expect([code, said.map((line) => JSON.parse(line).message.split('\t').at(-1))]).toEqual([
      0,
      ['said before\n', 'said after\n'],
    ]);
  });

  it('says that the endpoint it followed has ended', async () => {
    const endpoint = command('start', '--port', '0');
    const [, address = '', own = ''] = await endpoint.printed(/ready on (http:\/\/localhost:(\d+))/);
    const client = new LambdaClient({
      ...{ endpoint: address, region: 'us-east-1' },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const Code = { ZipFile: handlerZip('console.log("said", 1)') };
    const FunctionName = 'followed';
    const Handler = 'index.handler';
    await client.send(
      new CreateFunctionCommand({ FunctionName, Code, Handler, Role: ROLE, Runtime: 'nodejs20.x' }),
    );
    const followed = command('logs', FunctionName, '--follow', '--port', own);
    expect((await run('invoke', FunctionName, '--port', own))[0]).toBe(0);
    await followed.printed(/said 1\n/);
    client.destroy();
    endpoint.signal('SIGINT');
    expect([await followed.ended, followed.output().split('\n').slice(-2)]).toEqual([
      1,
      [`http://localhost:${own} has ended.`, ''],
    ]);
  });

  it('refuses a time that is none', async () => {
    expect(await run('logs', 'other-local-api', '--since', 'noon', '--port', port)).toEqual([
      2,
      'local-cloud: --since takes 30s, 10m, 2h or 1d, not "noon"\n',
    ]);
  });
});
