import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { startLocalCloud } from '../local-cloud/src/index.ts';
import { temporaryFolder } from './support/folders.ts';
import { run } from './support/run.ts';
import { findTerraform } from './support/terraform.ts';

/** The provider waits for half a minute between changes of indexes. In ms. */
const TIMEOUT = 600_000;
const fixture = fileURLToPath(new URL('fixtures/dynamodb-tables/main.tf', import.meta.url));

const found = process.env.CI ? await findTerraform() : { missing: 'takes minutes; set CI to run it' };
const [describeIf, title] =
  'missing' in found
    ? [describe.skip, `aws_dynamodb_table (skipped: ${found.missing})`]
    : [describe, 'aws_dynamodb_table'];

describeIf(title, () => {
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let folder: string;
  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0 });
    folder = temporaryFolder('terraform-dynamodb-');
    cpSync(fixture, path.join(folder, 'main.tf'));
    const mirror = JSON.stringify('mirror' in found ? found.mirror : '');
    const installation = `provider_installation {\n  filesystem_mirror {\n    path = ${mirror}\n  }\n}\n`;
    writeFileSync(path.join(folder, 'cli.tfrc'), installation);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    await cloud.close();
  });

  const terraform = async (...args: string[]) => {
    const environment = {
      TF_CLI_CONFIG_FILE: path.join(folder, 'cli.tfrc'),
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      TF_VAR_endpoint: cloud.endpoint,
    };
    const { code, output } = await run('terraform', [...args, '-no-color'], { cwd: folder, environment });
    return { code, output: code === 1 ? output : '' };
  };
  const done = { code: 0, output: '' };

  it(
    'is applied, changed and destroyed with every argument, and planned again without a change',
    async () => {
      const client = new DynamoDB({
        endpoint: cloud.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      expect(await terraform('init')).toEqual(done);
      for (const n of ['1', '2']) {
        const variables = ['-input=false', '-var', `n=${n}`];
        expect(await terraform('apply', '-auto-approve', ...variables)).toEqual(done);
        // 2 would mean that the plan is not empty.
        expect(await terraform('plan', '-detailed-exitcode', ...variables)).toEqual(done);
        const { Table } = await client.describeTable({ TableName: 'full' });
        expect(Table?.OnDemandThroughput).toEqual({
          MaxReadRequestUnits: Number(n) * 100,
          MaxWriteRequestUnits: 100,
        });
      }
      expect(await terraform('destroy', '-auto-approve', '-input=false', '-var', 'n=2')).toEqual(done);
      expect((await client.listTables()).TableNames).toEqual([]);
      client.destroy();
    },
    TIMEOUT,
  );
});
