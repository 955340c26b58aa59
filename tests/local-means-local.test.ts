import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolCommand } from '../scripts/tool-command.ts';
import { temporaryFolder } from './support/folders.ts';
import { run } from './support/run.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const guard = fileURLToPath(new URL('support/loopback-guard.cjs', import.meta.url));

let target: Target;
let folder: string;
beforeAll(async () => {
  target = await localCloud();
  folder = temporaryFolder('guard-');
}, 60_000);
afterAll(async () => {
  await target.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Identities, endpoints and a proxy that would each lead a client away; 203.0.113.0/24 is for documentation only. */
function leadingAway(): Record<string, string> {
  const config = path.join(folder, 'config');
  writeFileSync(config, '[profile production]\nregion = eu-west-1\nendpoint_url = https://203.0.113.1\n');
  const credentials = path.join(folder, 'credentials');
  writeFileSync(
    credentials,
    '[production]\naws_access_key_id = AKIAPRODUCTION\naws_secret_access_key = secret\n',
  );
  return {
    AWS_PROFILE: 'production',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_ACCESS_KEY_ID: 'AKIAPRODUCTION',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL_S3: 'https://203.0.113.2',
    AWS_ENDPOINT_URL_CLOUDFORMATION: 'https://203.0.113.3',
    HTTPS_PROXY: 'http://203.0.113.4:3128',
    HTTP_PROXY: 'http://203.0.113.4:3128',
    https_proxy: 'http://203.0.113.4:3128',
  };
}

async function guarded(name: string, args: string[], environment: Record<string, string>) {
  const log = path.join(folder, `${name}.log`);
  const result = await run(...toolCommand('sls', args), {
    cwd: path.join(root, 'tests', 'fixtures', 'hello'),
    environment: {
      ...environment,
      HELLO_SERVICE: 'guarded',
      NODE_OPTIONS: `--require ${JSON.stringify(guard)}`,
      LOOPBACK_GUARD_LOG: log,
    },
  });
  return { ...result, left: existsSync(log) ? readFileSync(log, 'utf8') : '' };
}

describe('--stage local', () => {
  it('never leaves this machine, whatever the environment holds', async () => {
    const environment = { ...leadingAway(), AWS_ENDPOINT_URL: target.endpoint! };
    for (const command of ['deploy', 'info', 'remove']) {
      const { code, output, left } = await guarded(command, [command, '--stage', 'local'], environment);
      expect({ command, left, code, output }).toEqual({
        command,
        left: '',
        code: 0,
        output: expect.any(String),
      });
    }
  }, 120_000);

  it('refuses an endpoint that is AWS', async () => {
    const environment = { AWS_ENDPOINT_URL: 'https://lambda.us-east-1.amazonaws.com' };
    const { code, output, left } = await guarded('aws', ['info', '--stage', 'local'], environment);
    expect([code, left]).toEqual([1, '']);
    expect(output).toContain(
      'This stage is local, but its endpoint is AWS (https://lambda.us-east-1.amazonaws.com).',
    );
  }, 60_000);

  it('is what the guard watches over: another stage is caught leaving', async () => {
    const { code, left } = await guarded('other', ['info', '--stage', 'dev'], {
      AWS_ACCESS_KEY_ID: 'AKIAPRODUCTION',
      AWS_SECRET_ACCESS_KEY: 'secret',
      SLS_AWS_REQUEST_MAX_RETRIES: '0',
    });
    expect(code).toBe(1);
    expect(left).toMatch(/^(look up|connect) \S+\.amazonaws\.com$/m);
  }, 60_000);
});
