import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { startCloud } from '../support/cloud.ts';

/** A file system of 256 KB, where this machine lets us have one. */
const folder = temporaryFolder('full-disk-');
const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
const isSmall = (() => {
  try {
    mount('-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder);
    return true;
  } catch {
    return false;
  }
})();
let cloud: Awaited<ReturnType<typeof startCloud>> | undefined;
afterAll(async () => {
  await cloud?.close();
  if (isSmall) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

(isSmall ? it : it.skip)('says in one message that a disk is full, and keeps all from before', async () => {
  const dataDir = path.join(folder, 'state');
  const notices: string[] = [];
  cloud = await startCloud({ dataDir, onNotice: (text) => notices.push(text) });
  const client = new S3Client({ ...cloud.config, maxAttempts: 1 });
  await client.send(new CreateBucketCommand({ Bucket: 'before' }));
  const filler = path.join(folder, 'filler');
  try {
    writeFileSync(filler, Buffer.alloc(512 * 1024));
  } catch {
    // There is no room for all of it.
  }
  let refused: unknown;
  for (let index = 0; index < 100 && !refused; index += 1) {
    const Bucket = `after-${index}`;
    await client.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
      refused = error;
    });
  }
  expect(refused).toMatchObject({
    name: 'InternalFailure',
    message:
      "local-cloud can't save this: there is no space left on the disk (ENOSPC). Make room, or start with --ephemeral.",
    $metadata: { httpStatusCode: 500 },
  });
  rmSync(filler);
  client.destroy();
  await cloud.close();
  cloud = await startCloud({ dataDir });
  const { Buckets = [] } = await new S3Client(cloud.config).send(new ListBucketsCommand({}));
  // Once there is room, what memory had is written, too.
  expect(Buckets.map(({ Name }) => Name)).toContain('before');
  expect(notices.filter((text) => /can't be saved/.test(text)).length).toBeLessThanOrEqual(1);
});
