import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { readArguments } from '../arguments.js';

const folder = temporaryFolder('arguments-');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('the arguments of sls exec', () => {
  it('are read from --data, from the file in --path, or are not there', async () => {
    writeFileSync(path.join(folder, 'args.json'), '{"count":12}');
    expect(await readArguments({ data: '{"count":3}' }, folder)).toEqual({ count: 3 });
    expect(await readArguments({ path: 'args.json' }, folder)).toEqual({ count: 12 });
    expect(await readArguments({}, folder)).toBeUndefined();
  });

  it.each([
    [{ data: '[1]' }, '--data is no JSON object, such as \'{"count":3}\''],
    [{ data: 'null' }, '--data is no JSON object, such as \'{"count":3}\''],
    [{ data: '{' }, '--data is not valid JSON: '],
    [{ path: 'absent.json' }, "--path can't be read: ENOENT"],
    [{ data: '{}', path: 'args.json' }, 'Give --data or --path, not both'],
  ])('are refused with the option named: %j', async (options, message) => {
    await expect(readArguments(options, folder)).rejects.toThrow(message);
  });
});
