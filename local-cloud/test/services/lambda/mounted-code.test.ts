import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { GetFunctionCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import { temporaryFolder } from '../../../../tests/support/folders.ts';
import { createFunction, invoke, type LambdaCloud, startLambdaCloud } from './support.ts';

let cloud: LambdaCloud;
let folder: string;
beforeAll(async () => {
  cloud = await startLambdaCloud();
  folder = temporaryFolder('mounted-');
  await mkdir(path.join(folder, 'build'));
});
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Writes the handler, and waits until the file system has told of it. */
async function save(value: string): Promise<void> {
  const watcher = watch(path.join(folder, 'build'));
  const told = once(watcher, 'change');
  await writeFile(path.join(folder, 'build', 'app.js'), `exports.handler = async () => '${value}';`);
  await told;
  watcher.close();
}

describe('code that is mounted', () => {
  it('runs from its folder, and runs anew once a file changed', async () => {
    await save('one');
    const Code = { S3Bucket: 'hot-reload', S3Key: folder };
    await createFunction(cloud.lambda, 'mounted', '', { Code, Handler: 'build/app.handler' });
    expect((await invoke(cloud.lambda, 'mounted')).result).toBe('one');
    await save('two');
    expect((await invoke(cloud.lambda, 'mounted')).result).toBe('two');
    await rm(path.join(folder, 'build'), { recursive: true, maxRetries: 3 });
    await mkdir(path.join(folder, 'build'));
    await save('three');
    expect((await invoke(cloud.lambda, 'mounted')).result).toBe('three');
  });

  it('is told as a folder, and published whatever its hash', async () => {
    const { Code, Configuration } = await cloud.lambda.send(
      new GetFunctionCommand({ FunctionName: 'mounted' }),
    );
    expect([Code?.Location, Configuration?.CodeSize]).toEqual([pathToFileURL(folder).href, 0]);
    const publish = () =>
      cloud.lambda.send(new PublishVersionCommand({ FunctionName: 'mounted', CodeSha256: 'of a zip' }));
    expect((await publish()).Version).toBe('1');
    expect((await publish()).Version).toBe('2');
  });

  it('is refused where there is no such folder', async () => {
    const Code = { S3Bucket: 'hot-reload', S3Key: 'relative' };
    await expect(createFunction(cloud.lambda, 'nowhere', '', { Code })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'To mount code, S3Key must be the absolute path of a folder on this machine: relative',
    });
  });

  it('has the packages of the project around it', async () => {
    const project = path.join(folder, 'project');
    const files = {
      'node_modules/hoisted/package.json': '{"type":"module","exports":"./main.js"}',
      'node_modules/hoisted/main.js': `export { default } from 'beside';`,
      'node_modules/beside/package.json': '{"exports":"./main.js"}',
      'node_modules/beside/main.js': `module.exports = 'beside';`,
      'common/index.js': `module.exports = 'workspace';`,
      'service/build/index.mjs': `
        import hoisted from 'hoisted';
        import common from 'common/index.js';
        export const handler = async () => [hoisted, common];`,
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(project, name)), { recursive: true });
      await writeFile(path.join(project, name), text);
    }
    await symlink('../common', path.join(project, 'node_modules/common'), 'junction');
    const Code = { S3Bucket: 'hot-reload', S3Key: path.join(project, 'service/build') };
    await createFunction(cloud.lambda, 'in-project', '', { Code });
    expect((await invoke(cloud.lambda, 'in-project')).result).toEqual(['beside', 'workspace']);
  });
});
