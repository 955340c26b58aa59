import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { createFunction, handlerZip, ROLE } from '../services/lambda/support.ts';

let root: string;
let folder: string;
let running: Program | undefined;
beforeAll(() => {
  root = temporaryFolder('state-commands-');
  folder = path.join(root, 'state');
});
afterEach(async () => {
  running?.signalAlone('SIGTERM');
  await running?.ended;
});
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

const command = (args: readonly string[], dataDir = folder) =>
  startLocalCloudCommand([...args, '--data-dir', dataDir], { cwd: root, group: 'ours' });

async function run(args: readonly string[], dataDir = folder) {
  const program = command(args, dataDir);
  return [await program.ended, program.output()];
}

async function start(dataDir = folder): Promise<S3Client> {
  running = command(['start', '--port', '0'], dataDir);
  const [, port] = await running.printed(/^local-cloud is ready on http:\/\/\S+:(\d+)/);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new S3Client({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials });
}

async function stop(): Promise<void> {
  running?.signalAlone('SIGTERM');
  await running?.ended;
}

const at = { Bucket: 'shared', Key: 'seed' };

describe('local-cloud export and import', () => {
  it('carry the state to another folder in one file, without a path of this machine', async () => {
    const s3 = await start();
    await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
    await s3.send(new PutObjectCommand({ ...at, Body: 'seeded' }));
    await stop();
    const file = path.join(root, 'seed.local-cloud');
    expect(await run(['export', file])).toEqual([0, expect.stringContaining(`${file} has the state of`)]);
    const content = gunzipSync(readFileSync(file)).toString('latin1');
    expect(content).toContain('seeded');
    expect(content).not.toContain(root);
    expect(content).not.toContain(tmpdir());
    const other = path.join(root, 'other');
    expect(await run(['import', file], other)).toEqual([0, expect.stringContaining('begins with it')]);
    const found = await (await start(other)).send(new GetObjectCommand(at));
    expect(await found.Body?.transformToString()).toBe('seeded');
    await stop();
    expect(await run(['import', file], other)).toEqual([
      1,
      `${other} has state already. Empty it first: local-cloud reset\n`,
    ]);
    writeFileSync(file, readFileSync(file).subarray(0, 300));
    const [code, output] = await run(['import', file], path.join(root, 'third'));
    expect([code, output]).toEqual([1, expect.stringMatching(/^.+ can't be imported: .+\.\n$/)]);
    expect(readdirSync(path.join(root, 'third', 'lambda'))).toEqual([]);
  }, 60_000);

  it('ship the files that records name, and refuse mounted code by its record, whatever else says so', async () => {
    const dataDir = path.join(root, 'with-code');
    const { endpoint, region, credentials } = (await start(dataDir)).config;
    const { hostname, port } = await endpoint!();
    const lambda = new LambdaClient({ endpoint: `http://${hostname}:${port}`, region, credentials });
    const variables = { Environment: { Variables: { mounted: '/srv' } } };
    await createFunction(lambda, 'plain', 'return 1;', variables);
    await stop();
    const stray = path.join(dataDir, 'lambda', 'code', `${'0'.repeat(64)}.zip`);
    writeFileSync(stray, 'stray');
    const file = path.join(root, 'code.local-cloud');
    expect(await run(['export', file], dataDir)).toEqual([0, expect.stringContaining('has the state of')]);
    const content = gunzipSync(readFileSync(file)).toString('latin1');
    expect([...content.matchAll(/lambda\/code\/([0-9a-f]{64})\.zip/g)].map(([, name]) => name)).toEqual([
      createHash('sha256').update(handlerZip('return 1;')).digest('hex'),
    ]);
    lambda.destroy();
    const again = (await start(dataDir)).config;
    const { port: next } = await again.endpoint!();
    const client = new LambdaClient({ endpoint: `http://${hostname}:${next}`, region, credentials });
    await client.send(
      new CreateFunctionCommand({
        ...{ FunctionName: 'mounted', Role: ROLE, Runtime: 'nodejs24.x', Handler: 'index.handler' },
        Code: { S3Bucket: 'hot-reload', S3Key: root },
      }),
    );
    client.destroy();
    await stop();
    expect(await run(['export', file], dataDir)).toEqual([
      1,
      expect.stringMatching(/^The code of mounted is a folder of this machine/),
    ]);
  }, 60_000);

  it('say what is missing', async () => {
    expect(await run(['export'])).toEqual([2, expect.stringContaining('export takes the name of one file')]);
    expect(await run(['import', 'nothing.tgz'])).toEqual([1, 'nothing.tgz is not there.\n']);
    const unread = await run(['import', root], path.join(root, 'fourth'));
    expect(unread).toEqual([1, expect.stringMatching(/^.+ can't be imported: EISDIR.+\n$/)]);
    const empty = path.join(root, 'empty');
    expect(await run(['export', 'x.tgz'], empty)).toEqual([
      1,
      `There is nothing to export: ${empty} has no state.\n`,
    ]);
  });
});

describe('local-cloud reset', () => {
  it('refuses a folder in use by name and pid, and empties it then, but for what is not its own', async () => {
    await start();
    const { since } = JSON.parse(readFileSync(path.join(folder, 'lock'), 'utf8')) as { since: string };
    const inUse = `${folder} is in use by local-cloud start (process ${running!.pid} on ${hostname()}, since ${since}). Stop that one, or choose another folder; if it is no local-cloud, remove ${path.join(folder, 'lock')}.\n`;
    expect(await run(['reset'])).toEqual([1, inUse]);
    expect(await run(['start', '--port', '0'])).toEqual([1, inUse]);
    expect(await run(['export', 'x.tgz'])).toEqual([1, inUse]);
    await stop();
    writeFileSync(path.join(folder, 'mine.txt'), 'mine');
    expect(await run(['reset'])).toEqual([0, `${folder} is empty: the next start begins anew.\n`]);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  }, 60_000);

  it('leaves folders of others that are named like its own, as a start does', async () => {
    const project = mkdtempSync(path.join(root, 'project-'));
    const theirs = ['lambda/code/handler.ts', 'lambda/handler.ts', 's3/seed.json', 's3/seeds/a.json'];
    for (const name of theirs) {
      mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
      writeFileSync(path.join(project, name), 'theirs');
    }
    const s3 = await start(project);
    await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
    await s3.send(new PutObjectCommand({ ...at, Body: 'ours' }));
    await stop();
    expect((await run(['reset'], project))[0]).toBe(0);
    const left = readdirSync(project, { recursive: true, withFileTypes: true });
    const files = left.filter((entry) => entry.isFile());
    const names = files.map((entry) => path.relative(project, path.join(entry.parentPath, entry.name)));
    expect(names.map((name) => name.replaceAll(path.sep, '/')).sort()).toEqual(theirs);
  }, 60_000);
});

describe('a folder that can not be used', () => {
  it.each([
    ['of a newer format', 'local-cloud store 2\n', /is of a format that this local-cloud does not know/],
    ['that is something else', 'hello world, hello world', /is no file of a store/],
  ])('ends the start in one message where it has a file %s', async (_, content, message) => {
    const broken = mkdtempSync(path.join(root, 'broken-'));
    writeFileSync(path.join(broken, '00000001.snapshot'), content);
    const [code, output] = await run(['start', '--port', '0'], broken);
    expect([code, output]).toEqual([1, expect.stringMatching(message)]);
    expect(String(output).trim().split('\n')).toHaveLength(1);
  });

  it('is told apart by the service whose state is in a format from elsewhere', async () => {
    const newer = mkdtempSync(path.join(root, 'newer-'));
    const { DiskStore } = await import('../../src/core/store/disk/disk-store.ts');
    const store = await DiskStore.open(newer);
    store.write([{ space: store.space('formats'), key: 'lambda', value: '99' }]);
    await store.close();
    expect(await run(['start', '--port', '0'], newer)).toEqual([
      1,
      `${newer} has the state of lambda in format 99, and this local-cloud knows format 1: update local-cloud, begin anew (local-cloud reset), or choose another folder (--data-dir).\n`,
    ]);
  });

  it('forgives a last record that was torn', async () => {
    const torn = path.join(root, 'torn');
    const s3 = await start(torn);
    await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
    await stop();
    const log = readdirSync(torn)
      .filter((name) => name.endsWith('.log'))
      .at(-1)!;
    appendFileSync(path.join(torn, log), Buffer.from([99, 0, 0, 0, 1, 2, 3]));
    await (await start(torn)).send(new PutObjectCommand({ ...at, Body: 'x' }));
  });

  it('with a damaged byte is refused until it is repaired, and begins then with what was before', async () => {
    const damaged = path.join(root, 'damaged');
    const s3 = await start(damaged);
    await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
    await stop();
    const log = path.join(
      damaged,
      readdirSync(damaged)
        .filter((name) => name.endsWith('.log'))
        .at(-1)!,
    );
    const bytes = readFileSync(log);
    const place = bytes.length - 20;
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    writeFileSync(log, bytes);
    const told = await run(['start', '--port', '0'], damaged);
    expect(told).toEqual([1, expect.stringContaining(`local-cloud repair --data-dir ${damaged}`)]);
    expect(await run(['repair'], damaged)).toEqual([
      0,
      expect.stringMatching(
        /^.+\.log ends at byte \d+ now, where its damage began: .* before\. The files .*\.log\.damaged\n$/,
      ),
    ]);
    expect(await run(['repair'], damaged)).toEqual([0, `${damaged} is sound.\n`]);
    await start(damaged);
    await stop();
    expect((await run(['reset'], damaged))[0]).toBe(0);
    expect(readdirSync(damaged)).toEqual([]);
  }, 60_000);
});
