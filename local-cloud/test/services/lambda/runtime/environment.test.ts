import path from 'node:path';
import { exceptOnWindows } from '../../../../../tests/support/systems.ts';
import { windowsVariables } from '../../../../src/services/lambda/runtime/world/windows-variables.ts';
import { cleanUp, testFunction, world, writeFiles } from './support.ts';

const { systemPrograms: _, ...onWindows } = windowsVariables('C:\\', {});
const WINDOWS = Object.fromEntries(Object.keys(onWindows).map((name) => [name, expect.any(String)]));

afterEach(cleanUp);

it('gives the process the documented variables, and nothing of its own surroundings', async () => {
  process.env.AWS_PROFILE = 'production';
  process.env.CANARY = 'sings';
  const { call, logs } = await testFunction(
    {
      'index.js': `exports.handler = async () => ({
        env: process.env, cwd: process.cwd(), home: require('node:os').homedir(), tmp: require('node:os').tmpdir(),
      });`,
    },
    { environment: { TABLE_NAME: 'things', AWS_REGION: 'mars-1', NODE_ENV: 'production' }, memorySize: 512 },
  );
  const { env, ...places } = await call<{ env: Record<string, string> }>();
  delete process.env.AWS_PROFILE;
  delete process.env.CANARY;
  // The shell that joins the two output pipes exports these.
  const { PWD: _pwd, OLDPWD: _old, SHLVL: _level, _: _last, ...seen } = env;
  expect(seen).toEqual({
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH:
      '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH:
      '/opt/nodejs/node20/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Recorded on AWS: there is no HOME, and the variables of X-Ray are there.
    ...((await world()).kind === 'mapped' && { HOME: '/home/sbx_user1051' }),
    // What programs need there, as it stands in tests of its own.
    ...(process.platform === 'win32' && WINDOWS),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    TABLE_NAME: 'things',
    NODE_ENV: 'production',
    // Windows' own programs know no zone that begins with a colon.
    TZ: process.platform === 'win32' ? 'UTC' : ':UTC',
    _HANDLER: 'index.handler',
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
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
  // Windows says by its variables where that is.
  const tmp = process.platform === 'win32' ? expect.stringMatching(/[\\/]scratch[\\/].*tmp$/) : '/tmp';
  expect(places).toEqual({ cwd: '/var/task', home: '/home/sbx_user1051', tmp });
});

it('limits the heap as Lambda does', async () => {
  const { call } = await testFunction(
    { 'index.js': 'exports.handler = async () => process.execArgv;' },
    { memorySize: 3008, runtime: 'nodejs18.x' },
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
      const { call } = await testFunction(files, overrides);
      expect(await call()).toBe('provided');
    }
  });

  it('prefers what the function brings along', async () => {
    const files = {
      'index.js': `exports.handler = async () => require('@aws-sdk/client-fake').sdk;`,
      'node_modules/@aws-sdk/client-fake/index.js': `exports.sdk = 'own';`,
    };
    const { call } = await testFunction(files);
    expect(await call()).toBe('own');
  });

  exceptOnWindows('its commands are run by a POSIX shell').it(
    'finds packages and commands of layers',
    async () => {
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
    },
  );
});
