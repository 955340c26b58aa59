import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { temporaryFolder } from '../../tests/support/folders.ts';
import { buildPackages } from '../build.ts';

const folder = temporaryFolder('packages-');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const read = (run: string, name: string) => readFileSync(path.join(folder, run, name));
const namesIn = (zip: Buffer) => Object.keys(unzipSync(zip));

describe('npm run build:infra', () => {
  it('makes a zip of the function and one of the layer, the same bytes every time', async () => {
    const sizes = await buildPackages(path.join(folder, 'first'));
    await buildPackages(path.join(folder, 'second'));
    const users = read('first', 'users.zip');
    const layer = read('first', 'layer.zip');
    expect(namesIn(users)).toEqual(['routes.cjs', 'routes.cjs.map']);
    expect(namesIn(layer)).toEqual(
      expect.arrayContaining(['nodejs/main.js', 'nodejs/node_modules/express/index.js']),
    );
    expect(sizes).toEqual({ 'layer.zip': layer.length, 'users.zip': users.length });
    expect(read('second', 'users.zip').equals(users)).toBe(true);
    expect(read('second', 'layer.zip').equals(layer)).toBe(true);
  }, 60_000);

  it('makes files that everyone may read, as Lambda runs code under a user of its own', () => {
    const zip = read('first', 'users.zip');
    const entry = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    expect(zip.readUInt8(entry + 5)).toBe(3);
    expect((zip.readUInt32LE(entry + 38) >>> 16).toString(8)).toBe('100644');
  });
});
