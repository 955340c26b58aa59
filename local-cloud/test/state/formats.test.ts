import { rmSync } from 'node:fs';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { Cloud } from '../../src/core/cloud.ts';
import { DiskStore } from '../../src/core/store/disk/disk-store.ts';
import type { Store, Write } from '../../src/core/store/store.ts';
import { restore } from '../../src/restore.ts';
import { sts } from '../../src/services/sts/index.ts';

const SPACE = 'sts/us-east-1/names';
let folder: string;
beforeEach(() => {
  folder = temporaryFolder('formats-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

type Migration = (store: Store) => readonly Write[];

/** Starts a cloud whose only service is of a format, and says what its folder has then. */
async function startWith(format: number, migrations?: Readonly<Record<number, Migration>>) {
  const store = await DiskStore.open(folder);
  const cloud = await Cloud.create({ accountId: '000000000000', hosts: [], kept: { folder, store } });
  try {
    await restore(cloud, [{ ...sts, format, migrations }]);
    return [store.space('formats').get('sts'), store.space(SPACE).get('a')];
  } finally {
    await cloud.close();
  }
}

async function write(...entries: readonly [space: string, key: string, value: string][]): Promise<void> {
  const store = await DiskStore.open(folder);
  store.write(entries.map(([space, key, value]) => ({ space: store.space(space), key, value })));
  await store.close();
}

const append =
  (text: string): Migration =>
  (store) => {
    const space = store.space(SPACE);
    return [{ space, key: 'a', value: `${space.get('a')}${text}` }];
  };

describe('the format of a service’s state', () => {
  it('is brought from one to the next, each once', async () => {
    await write([SPACE, 'a', 'first'], ['formats', 'sts', '1']);
    const migrations = { 1: append(', second'), 2: append(', third') };
    expect(await startWith(3, migrations)).toEqual(['3', 'first, second, third']);
    expect(await startWith(3, migrations)).toEqual(['3', 'first, second, third']);
  });

  it('is the first where a folder has state and does not say, and the newest where it has none', async () => {
    await write([SPACE, 'a', 'first']);
    expect(await startWith(2, { 1: append(', second') })).toEqual(['2', 'first, second']);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    expect(await startWith(2, { 1: append(', second') })).toEqual(['2', undefined]);
  });

  it('goes on where a start ended between two of them', async () => {
    await write([SPACE, 'a', 'first'], ['formats', 'sts', '1']);
    const fails = () => {
      throw new Error('no room');
    };
    await expect(startWith(3, { 1: append(', second'), 2: fails })).rejects.toThrow('no room');
    expect(await startWith(3, { 1: fails, 2: append(', third') })).toEqual(['3', 'first, second, third']);
  });

  it('is refused with what to do where it is newer, or older than what can be migrated', async () => {
    await write([SPACE, 'a', 'first'], ['formats', 'sts', '2']);
    await expect(startWith(1)).rejects.toThrow(
      `${folder} has the state of sts in format 2, and this local-cloud knows format 1: update local-cloud, begin anew (local-cloud reset), or choose another folder (--data-dir).`,
    );
    await expect(startWith(3)).rejects.toThrow(
      `${folder} has the state of sts in format 2, and this local-cloud knows format 3: start it once with the version of local-cloud that wrote it, and take out what you need by AWS calls, begin anew (local-cloud reset), or choose another folder (--data-dir).`,
    );
  });
});
