import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { DiskStore } from '../../src/core/store/disk/disk-store.ts';
import { repairStore } from '../../src/core/store/disk/repair.ts';
import type { Store } from '../../src/core/store/store.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = temporaryFolder('disk-store-');
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
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

  describe('with a damaged byte in its newest log', () => {
    /** Three batches, of which the second begins at the place, and what becomes of their bytes. */
    async function damaged(change: (bytes: Buffer, second: number, third: number) => Buffer | undefined) {
      const folder = newFolder();
      const store = await DiskStore.open(folder);
      const file = path.join(folder, logsIn(folder)[0] ?? '');
      const ends = [1, 2, 3].map((n) => {
        store.write([{ space: store.space('s'), key: `key-${n}`, value: `${n}`.repeat(200) }]);
        return readFileSync(file).length;
      });
      await store.close();
      const bytes = readFileSync(file);
      writeFileSync(file, change(bytes, ends[0] ?? 0, ends[1] ?? 0) ?? bytes);
      return { folder, file, second: ends[0] ?? 0, third: ends[1] ?? 0, size: ends[2] ?? 0 };
    }
    const flip = (bytes: Buffer, at: number): void => void bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);

    it.each([
      ['content', (at: number) => at + 50],
      ['length, to a larger one', (at: number) => at + 2],
      ['checksum', (at: number) => at + 5],
    ])('refuses to forget what was acknowledged after it, where it is in a batch’s %s', async (_, place) => {
      const { folder, file, second, size } = await damaged((bytes, at) => void flip(bytes, place(at)));
      const before = readFileSync(file);
      await expect(DiskStore.open(folder)).rejects.toThrow(
        `The store in ${folder} is damaged: what ${file} has from byte ${second} of ${size} on is not what was written there, and 1 later writes of it can be read. local-cloud repair --data-dir ${folder} goes back to what was before that. Or import an export, or begin anew: local-cloud reset.`,
      );
      expect(readFileSync(file)).toEqual(before);
    });

    it.each([
      ['content', (at: number) => at + 50],
      ['length, to a larger one', (at: number) => at + 2],
    ])('refuses to forget a last batch with all its bytes, where it is in its %s', async (_, place) => {
      const { folder, third } = await damaged((bytes, _second, at) => void flip(bytes, place(at)));
      await expect(DiskStore.open(folder)).rejects.toThrow(`from byte ${third} of`);
    });

    it.each([
      [0x40, 'second'],
      [0x80, 'second'],
      [0x80, 'third'],
    ] as const)(
      'refuses to believe in a batch of gigabytes: bit %i of the last byte of the %s length',
      async (bit, which) => {
        const { folder, file, ...places } = await damaged((bytes, second, third) => {
          const at = { second, third }[which] + 3;
          bytes.writeUInt8(bytes.readUInt8(at) ^ bit, at);
          return undefined;
        });
        await expect(DiskStore.open(folder)).rejects.toThrow(
          `what ${file} has from byte ${places[which]} of ${places.size} on is not what was written there`,
        );
      },
    );

    it('refuses zeros in place of a batch that others follow, however many', async () => {
      for (const length of [8, 16, undefined]) {
        const { folder, file, second, size } = await damaged((bytes, at, next) => {
          if (length === undefined) return bytes.fill(0, at, next);
          return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length), bytes.subarray(next)]);
        });
        const before = readFileSync(file);
        await expect(DiskStore.open(folder)).rejects.toThrow(
          `what ${file} has from byte ${second} of ${length === undefined ? size : before.length} on is not what was written there, and 1 later writes of it can be read`,
        );
        expect(readFileSync(file)).toEqual(before);
      }
    });

    it('takes zeros at the end of an earlier log for what a start of an earlier version left there', async () => {
      const { folder, file, size } = await damaged((bytes) => Buffer.concat([bytes, Buffer.alloc(4096)]));
      writeFileSync(path.join(folder, '00000002.log'), readFileSync(file).subarray(0, 20));
      expect(await repairStore(folder)).toBeUndefined();
      const store = await DiskStore.open(folder);
      expect(Object.keys(contents(store, 's'))).toEqual(['key-1', 'key-2', 'key-3']);
      await store.close();
      expect(readFileSync(file)).toHaveLength(size);
    });

    it('takes zeros at the end for a write that a loss of power cut off', async () => {
      const { folder, file, size } = await damaged((bytes) => Buffer.concat([bytes, Buffer.alloc(4096)]));
      truncateSync(file, size + 4096);
      const store = await DiskStore.open(folder);
      expect(Object.keys(contents(store, 's'))).toEqual(['key-1', 'key-2', 'key-3']);
      await store.close();
    });

    it('can be brought back to what was before, with its files put aside', async () => {
      const { folder, file, second } = await damaged((bytes, at) => void flip(bytes, at + 50));
      // Another log after it, as of a start by a version that did not look.
      const later = path.join(folder, '00000002.log');
      writeFileSync(later, readFileSync(file).subarray(0, second));
      const aside = [`${file}.damaged`, `${later}.damaged`];
      const before = readFileSync(file);
      expect(await repairStore(folder)).toEqual({ file, byte: second, lost: 2, aside });
      expect(readFileSync(aside[0]!)).toEqual(before);
      expect(await repairStore(folder)).toBeUndefined();
      const store = await DiskStore.open(folder);
      expect(Object.keys(contents(store, 's'))).toEqual(['key-1']);
      await store.close();
    });
  });

  it('refuses what is damaged in the middle, and files of another kind', async () => {
    const folder = newFolder();
    const store = await DiskStore.open(folder);
    store.write([{ space: store.space('s'), key: 'k', value: 'v' }]);
    await store.close();
    await (await DiskStore.open(folder)).close();
    const [first = '', second = ''] = logsIn(folder).map((name) => path.join(folder, name));
    appendFileSync(first, 'more');
    await expect(DiskStore.open(folder)).rejects.toThrow(
      `The store in ${folder} is damaged: what ${first} has from byte `,
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

  it('writes nothing for a batch of nothing, and reads a file that ends in its first line', async () => {
    const folder = newFolder();
    const store = await DiskStore.open(folder);
    const file = path.join(folder, logsIn(folder)[0] ?? '');
    store.write([]);
    expect(readFileSync(file, 'utf8')).toBe('local-cloud store 1\n');
    await store.close();
    truncateSync(file, 15);
    await (await DiskStore.open(folder)).close();
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('takes nothing after its end', async () => {
    const store = await DiskStore.open(newFolder());
    const space = store.space('s');
    await store.close();
    expect(() => store.write([{ space, key: 'k', value: 'v' }])).toThrow('closed');
  });
});
