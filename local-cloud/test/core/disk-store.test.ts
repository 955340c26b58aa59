import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiskStore } from '../../src/core/store/disk/disk-store.ts';
import type { Store } from '../../src/core/store/store.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'disk-store-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function contents(store: Store, name: string): Record<string, string> {
  const cursor = store.space(name).range();
  const found: Record<string, string> = {};
  while (cursor.next()) found[cursor.key] = cursor.value;
  return found;
}
const logsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /\.(log|snapshot)$/.test(name))
    .sort();

describe('a store on disk', () => {
  it('finds again what was written, removed and dropped', async () => {
    const folder = newFolder();
    const store = await DiskStore.open(folder);
    const [a, b] = [store.space('a'), store.space('b')];
    store.write([
      { space: a, key: 'k\x00\xff', value: 'é\x00\xff' },
      { space: a, key: 'gone', value: '1' },
      { space: b, key: 'k', value: 'dropped' },
    ]);
    store.write([{ space: a, key: 'gone', value: undefined }]);
    store.drop(b);
    store.write([{ space: store.space('b'), key: 'new', value: '2' }]);
    await store.close();
    const again = await DiskStore.open(folder);
    expect(contents(again, 'a')).toEqual({ 'k\x00\xff': 'é\x00\xff' });
    expect(contents(again, 'b')).toEqual({ new: '2' });
    expect(again.spaces('')).toEqual(['a', 'b']);
    await again.close();
  });

  it.each([1, 7, 9, 30])(
    'forgets a last batch that lacks %i bytes, all of it, and goes on',
    async (lacking) => {
      const folder = newFolder();
      const store = await DiskStore.open(folder);
      const space = store.space('s');
      store.write([{ space, key: 'first', value: '1' }]);
      store.write([
        { space, key: 'torn', value: '2' },
        { space, key: 'too', value: '3' },
      ]);
      await store.close();
      const file = path.join(folder, logsIn(folder)[0] ?? '');
      truncateSync(file, readFileSync(file).length - lacking);
      const again = await DiskStore.open(folder);
      expect(contents(again, 's')).toEqual({ first: '1' });
      again.write([{ space: again.space('s'), key: 'next', value: '4' }]);
      await again.close();
      const last = await DiskStore.open(folder);
      expect(contents(last, 's')).toEqual({ first: '1', next: '4' });
      await last.close();
    },
  );

  it('refuses what is damaged in the middle, and files of another kind', async () => {
    const folder = newFolder();
    const store = await DiskStore.open(folder);
    store.write([{ space: store.space('s'), key: 'k', value: 'v' }]);
    await store.close();
    await (await DiskStore.open(folder)).close();
    const [first = '', second = ''] = logsIn(folder).map((name) => path.join(folder, name));
    appendFileSync(first, 'more');
    await expect(DiskStore.open(folder)).rejects.toThrow(
      `The store in ${folder} is damaged: ${first} ends at byte`,
    );
    // A log of a start that came to nothing would make the last one, which may be torn, one in the middle.
    expect(logsIn(folder)).toHaveLength(2);
    writeFileSync(second, 'something else altogether');
    truncateSync(first, readFileSync(first).length - 'more'.length);
    await expect(DiskStore.open(folder)).rejects.toThrow(`${second} is no file of a store`);
  });

  it('replaces its logs by a snapshot while it is written to', async () => {
    const folder = newFolder();
    const store = await DiskStore.open(folder, { snapshotAfter: 20_000 });
    const space = store.space('s');
    const expected: Record<string, string> = {};
    for (let n = 0; n < 3000; n += 1) {
      const key = `key-${(n * 7919) % 500}`;
      expected[key] = `value ${n}`;
      store.write([{ space, key, value: `value ${n}` }]);
      // A snapshot is written in between.
      if (n % 100 === 0) await new Promise(setImmediate);
    }
    await store.close();
    const kinds = logsIn(folder).map((name) => path.extname(name));
    expect(kinds.filter((kind) => kind === '.snapshot')).toHaveLength(1);
    expect(kinds[0]).toBe('.snapshot');
    const again = await DiskStore.open(folder);
    expect(contents(again, 's')).toEqual(expected);
    await again.close();
  });

  it('takes nothing after its end', async () => {
    const store = await DiskStore.open(newFolder());
    const space = store.space('s');
    await store.close();
    expect(() => store.write([{ space, key: 'k', value: 'v' }])).toThrow('closed');
  });
});
