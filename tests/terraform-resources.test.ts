import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { startLocalCloud } from '../local-cloud/src/index.ts';
import { temporaryFolder } from './support/folders.ts';
import { run } from './support/run.ts';
import { findTerraform } from './support/terraform.ts';

/** The provider waits for up to a minute until what it changed is steady. In ms. */
const TIMEOUT = 900_000;
const fixtures = fileURLToPath(new URL('fixtures/terraform-resources', import.meta.url));

const found = process.env.CI ? await findTerraform() : { missing: 'takes minutes; set CI to run it' };
const [describeIf, title] =
  'missing' in found
    ? [describe.skip, `resources of Terraform (skipped: ${found.missing})`]
    : [describe, 'resources of Terraform'];

/** All types of resources that the services here have, with as many of each. */
const RESOURCES: readonly (readonly [type: string, count: number])[] = [
  ['aws_api_gateway_account', 1],
  ['aws_api_gateway_api_key', 1],
  ['aws_api_gateway_deployment', 1],
  ['aws_api_gateway_gateway_response', 1],
  ['aws_api_gateway_integration', 1],
  ['aws_api_gateway_integration_response', 1],
  ['aws_api_gateway_method', 1],
  ['aws_api_gateway_method_response', 1],
  ['aws_api_gateway_method_settings', 2],
  ['aws_api_gateway_model', 1],
  ['aws_api_gateway_request_validator', 1],
  ['aws_api_gateway_resource', 1],
  ['aws_api_gateway_rest_api', 1],
  ['aws_api_gateway_stage', 1],
  ['aws_api_gateway_usage_plan', 1],
  ['aws_api_gateway_usage_plan_key', 1],
  ['aws_apigatewayv2_api', 1],
  ['aws_apigatewayv2_deployment', 1],
  ['aws_apigatewayv2_integration', 1],
  ['aws_apigatewayv2_route', 1],
  ['aws_apigatewayv2_stage', 1],
  ['aws_cloudformation_stack', 1],
  ['aws_cloudwatch_log_group', 1],
  ['aws_cloudwatch_log_stream', 1],
  ['aws_iam_policy', 1],
  ['aws_iam_role', 2],
  ['aws_iam_role_policy', 1],
  ['aws_iam_role_policy_attachment', 1],
  ['aws_lambda_alias', 1],
  ['aws_lambda_function', 1],
  ['aws_lambda_function_event_invoke_config', 1],
  ['aws_lambda_function_url', 1],
  ['aws_lambda_layer_version', 1],
  ['aws_lambda_layer_version_permission', 1],
  ['aws_lambda_permission', 1],
  ['aws_s3_bucket', 1],
  ['aws_s3_bucket_accelerate_configuration', 1],
  ['aws_s3_bucket_acl', 1],
  ['aws_s3_bucket_cors_configuration', 1],
  ['aws_s3_bucket_lifecycle_configuration', 1],
  ['aws_s3_bucket_ownership_controls', 1],
  ['aws_s3_bucket_policy', 1],
  ['aws_s3_bucket_public_access_block', 1],
  ['aws_s3_bucket_request_payment_configuration', 1],
  ['aws_s3_bucket_server_side_encryption_configuration', 1],
  ['aws_s3_bucket_versioning', 1],
  ['aws_s3_object', 1],
  ['aws_s3_object_copy', 1],
];

describeIf(title, () => {
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let folder: string;
  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0 });
    folder = temporaryFolder('terraform-resources-');
    cpSync(fixtures, folder, { recursive: true });
    for (const n of [1, 2]) {
      const code = `exports.h${n} = async () => ({ statusCode: 200, body: '${n}' });`;
      writeFileSync(path.join(folder, `code-${n}.zip`), zipSync({ 'index.js': Buffer.from(code) }));
    }
    const mirror = JSON.stringify('mirror' in found ? found.mirror : '');
    const installation = `provider_installation {\n  filesystem_mirror {\n    path = ${mirror}\n  }\n}\n`;
    writeFileSync(path.join(folder, 'cli.tfrc'), installation);
    expect((await terraform('init')).code).toBe(0);
  }, TIMEOUT);
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
    if (code === 1) throw new Error(output.slice(output.indexOf('\nError')));
    return { code, output };
  };
  const variables = (n: number) => ['-input=false', '-var', `n=${n}`];
  const listed = async () => {
    const counts = new Map<string, number>();
    for (const name of (await terraform('state', 'list')).output.split('\n')) {
      const [type = ''] = name.split('.');
      if (type.startsWith('aws_')) counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return [...counts].sort();
  };

  it.each([
    ['made with', 1],
    ['changed to', 2],
  ])(
    'are %s every argument, and planned again without a change',
    async (_, n) => {
      await terraform('apply', '-auto-approve', ...variables(n));
      // 2 would mean that the plan is not empty.
      expect((await terraform('plan', '-detailed-exitcode', ...variables(n))).code).toBe(0);
      expect(await listed()).toEqual(RESOURCES);
    },
    TIMEOUT,
  );

  it(
    'are destroyed',
    async () => {
      const { output } = await terraform('destroy', '-auto-approve', ...variables(2));
      const count = RESOURCES.reduce((sum, [, each]) => sum + each, 0);
      expect(output).toContain(`Destroy complete! Resources: ${count} destroyed.`);
    },
    TIMEOUT,
  );
});
