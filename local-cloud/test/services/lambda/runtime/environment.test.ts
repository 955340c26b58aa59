import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { provideModules } from '../../../../src/services/lambda/runtime/index.ts';
import { cleanUp, testFunction, writeFiles } from './support.ts';

afterEach(cleanUp);

it('gives the process the documented variables, and nothing of its own surroundings', async () => {
  process.env.AWS_PROFILE = 'production';
  const { call, root, logs } = await testFunction(
    {
      'index.js': `exports.handler = async () => ({
        env: process.env, cwd: process.cwd(), home: require('node:os').homedir(), tmp: require('node:os').tmpdir(),
      });`,
    },
    { environment: { TABLE_NAME: 'things', AWS_REGION: 'mars-1', NODE_ENV: 'production' }, memorySize: 512 },
  );
  const { env, cwd, home, tmp } = await call<{
    env: Record<string, string>;
    cwd: string;
    home: string;
    tmp: string;
  }>();
  delete process.env.AWS_PROFILE;
  // The shell that joins the two output pipes exports these.
  const { PWD: _pwd, OLDPWD: _old, SHLVL: _level, _: _last, ...seen } = env;
  const task = path.join(root, 'task');
  expect(path.dirname(tmp)).toBe(path.join(root, 'scratch'));
  expect(seen).toEqual({
    LANG: 'en_US.UTF-8',
    PATH: `${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    LD_LIBRARY_PATH: path.join(task, 'lib'),
    NODE_PATH: task,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: path.join(tmp, '.aws', 'credentials'),
    AWS_CONFIG_FILE: path.join(tmp, '.aws', 'config'),
    HOME: tmp,
    TMPDIR: tmp,
    TABLE_NAME: 'things',
    NODE_ENV: 'production',
    TZ: ':UTC',
    _HANDLER: 'index.handler',
    LAMBDA_TASK_ROOT: task,
    LAMBDA_RUNTIME_DIR: expect.stringMatching(/runtime\/bootstrap$/),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    AWS_LAMBDA_FUNCTION_NAME: 'greeter',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/greeter',
    AWS_LAMBDA_LOG_STREAM_NAME: logs[0]?.logStreamName,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
    _X_AMZN_TRACE_ID: expect.stringMatching(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
    ),
  });
  expect(cwd).toBe(task);
  expect(home).toBe(tmp);
});

it('removes the temporary folder of an environment that ended', async () => {
  const { call, pool, root } = await testFunction({
    'index.js': `exports.handler = async () => {
      const file = require('node:path').join(require('node:os').tmpdir(), 'kept');
      require('node:fs').writeFileSync(file, 'x');
      return file;
    };`,
  });
  const file = await call<string>();
  expect(existsSync(file)).toBe(true);
  await pool.close();
  expect(await readdir(path.join(root, 'scratch'))).toEqual([]);
});

it('limits the heap as Lambda does', async () => {
  const { call } = await testFunction(
    { 'index.js': 'exports.handler = async () => process.execArgv;' },
    { memorySize: 3008 },
  );
  expect(await call()).toEqual([
    '--max-http-header-size=81920',
    '--max-semi-space-size=16',
    '--max-old-space-size=2707',
  ]);
});

describe('modules that Lambda provides', () => {
  const provided = {
    '@aws-sdk/client-fake/package.json': '{"main":"index.js"}',
    '@aws-sdk/client-fake/index.js': `exports.sdk = 'provided';`,
  };

  it('resolves them from CommonJS and from ES modules', async () => {
    const files = {
      'cjs.cjs': `exports.handler = async () => require('@aws-sdk/client-fake').sdk;`,
      'esm.mjs': `import { sdk } from '@aws-sdk/client-fake'; export const handler = async () => sdk;`,
    };
    for (const handler of ['cjs.handler', 'esm.handler']) {
      const overrides = { handler, nodeModulesDir: '' };
      const made = await testFunction(files, overrides);
      overrides.nodeModulesDir = path.join(made.root, 'provided');
      await writeFiles(overrides.nodeModulesDir, provided);
      const { call, root } = await testFunction(files, overrides);
      await provideModules(root, overrides.nodeModulesDir);
      await provideModules(root, overrides.nodeModulesDir);
      expect(await call()).toBe('provided');
    }
  });

  it('prefers what the function brings along', async () => {
    const files = {
      'index.js': `exports.handler = async () => require('@aws-sdk/client-fake').sdk;`,
      'node_modules/@aws-sdk/client-fake/index.js': `exports.sdk = 'own';`,
    };
    const { call, root } = await testFunction(files);
    await provideModules(root, path.join(root, 'provided'));
    expect(await call()).toBe('own');
  });

  it('finds packages and commands of layers', async () => {
    const layer = await testFunction({
      'nodejs/node_modules/from-layer/index.js': `module.exports = 'layered';`,
      'bin/hello': '#!/bin/sh\necho from the layer',
    });
    const { call } = await testFunction(
      {
        'index.js': `exports.handler = async () => [
          require('from-layer'),
          require('node:child_process').execSync('sh "$(echo $PATH | tr : "\\n" | tail -1)/hello"').toString(),
        ];`,
      },
      { layerRoot: path.join(layer.root, 'task') },
    );
    expect(await call()).toEqual(['layered', 'from the layer\n']);
  });
});
