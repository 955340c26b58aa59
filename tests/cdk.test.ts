import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { npmCommand, toolCommand } from '../scripts/tool-command.ts';
import { temporaryFolder } from './support/folders.ts';
import { type RunResult, run } from './support/run.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

const fixture = fileURLToPath(new URL('fixtures/cdk', import.meta.url));
const PACKAGES = ['aws-cdk@2', 'aws-cdk-lib@2', 'constructs@10'];
/** The CDK takes seconds to start, and looks at what it deploys every 5 s. In ms. */
const TIMEOUT = 180_000;

/** The CDK in a folder of its own, installed from the npm registry; 200 MB, which only CI takes. */
async function installed(): Promise<{ folder: string } | { missing: string }> {
  if (!process.env.CI) return { missing: 'it is installed where CI is set' };
  const folder = temporaryFolder('cdk-');
  cpSync(fixture, folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { code, output } = await run(...npmCommand('install', ...flags, ...PACKAGES), { cwd: folder });
  if (code === 0) return { folder };
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return { missing: `the CDK can't be installed: ${output.split('\n')[0]}` };
}

const found = await installed();
const [describeIf, title] =
  'missing' in found
    ? [describe.skip, `an application of the CDK (skipped: ${found.missing})`]
    : [describe, 'an application of the CDK'];

describeIf(title, () => {
  const folder = 'folder' in found ? found.folder : '';
  let target: Target;
  beforeAll(async () => {
    target = await localCloud();
  }, TIMEOUT);
  afterAll(async () => {
    await target?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const configuration = () => ({
    endpoint: target.endpoint,
    region: target.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

  function cdk(...args: string[]): Promise<RunResult> {
    return run(...toolCommand('aws-cdk', ['--app', 'node app.cjs', ...args], folder), {
      cwd: folder,
      environment: {
        AWS_ENDPOINT_URL: target.endpoint!,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: target.region,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
      },
    });
  }
  const deploy = async (...context: string[]): Promise<Record<string, string>> => {
    const { code, output } = await cdk(
      ...['deploy', '--require-approval', 'never', '--outputs-file', 'outputs.json', ...context],
    );
    if (code !== 0) throw new Error(output);
    return JSON.parse(readFileSync(path.join(folder, 'outputs.json'), 'utf8')).Greetings;
  };
  const text = async (url: string) => (await fetch(url)).text();
  const changed = ['--context', 'greeting=oi', '--context', 'memory=256'];
  let outputs: Record<string, string>;

  it(
    'is deployed, and answers at its function URL and its REST API',
    async () => {
      outputs = await deploy();
      const api = `${target.endpoint}/restapis/${outputs.ApiId}/prod/_user_request_/any/path`;
      expect(await text(outputs.Url!)).toBe(`hello ${outputs.TableName}`);
      expect(await text(api)).toBe(`hello ${outputs.TableName}`);
    },
    TIMEOUT,
  );

  it(
    'is compared with what is deployed, and deployed anew in place',
    async () => {
      const before = await cdk('diff', '--fail', ...changed);
      expect([before.code, before.output]).toEqual([
        1,
        expect.stringMatching(/\[-\] hello\n.*\[\+\] oi\n(.*\n)*.*\[-\] 128\n.*\[\+\] 256\n/),
      ]);
      expect(await deploy(...changed)).toEqual(outputs);
      expect(await text(outputs.Url!)).toBe(`oi ${outputs.TableName}`);
      const after = await cdk('diff', '--fail', ...changed);
      expect([after.code, after.output]).toEqual([0, expect.stringContaining('There were no differences')]);
    },
    TIMEOUT,
  );

  it(
    'leaves nothing when it is destroyed',
    async () => {
      const { code, output } = await cdk('destroy', '--force');
      if (code !== 0) throw new Error(output);
      const { Stacks } = await new CloudFormation(configuration()).describeStacks({});
      const { TableNames } = await new DynamoDB(configuration()).listTables({});
      expect([Stacks ?? [], TableNames]).toEqual([[], []]);
    },
    TIMEOUT,
  );
});
