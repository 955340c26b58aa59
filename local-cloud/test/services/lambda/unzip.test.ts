import { strToU8, type Zippable, zipSync } from 'fflate';
import { used } from '../../support/cloud.ts';
import { createFunction, invoke, startLambdaCloud } from './support.ts';

const UNIX = 3;
const cloud = await used(startLambdaCloud());

const file = (text: string, mode: number): Zippable[string] => [
  strToU8(text),
  { os: UNIX, attrs: (mode << 16) >>> 0, mtime: new Date(1980, 0, 1) },
];

describe('a deployment package', () => {
  it('keeps folders, mode bits and symbolic links', async () => {
    const handler = `
      const { lstatSync, readFileSync, readlinkSync } = require('node:fs');
      exports.handler = async () => [
        (lstatSync('bin/run').mode & 0o777).toString(8), readlinkSync('link'), readFileSync('link', 'utf8'),
      ];`;
    const ZipFile = zipSync({
      'index.js': file(handler, 0o100644),
      'bin/run': file('#!/bin/sh', 0o100755),
      'deep/er/data': file('data', 0o100644),
      link: file('deep/er/data', 0o120777),
    });
    await createFunction(cloud.lambda, 'modes', '', { Code: { ZipFile } });
    expect((await invoke(cloud.lambda, 'modes')).result).toEqual(['755', 'deep/er/data', 'data']);
  });

  it('is refused with a symbolic link that leads out of it', async () => {
    const ZipFile = zipSync({ out: file('../../../etc/passwd', 0o120777) });
    await expect(createFunction(cloud.lambda, 'escape', '', { Code: { ZipFile } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    });
  });
});
