import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { describeTerraform } from './support/terraform-suite.ts';

/** The provider waits for up to a minute, time and again, until what it changed is steady. In ms. */
const TIMEOUT = 1_800_000;

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

/** Two versions of a function's code. */
function writeCode(folder: string): void {
  for (const n of [1, 2]) {
    const code = `exports.h${n} = async () => ({ statusCode: 200, body: '${n}' });`;
    writeFileSync(path.join(folder, `code-${n}.zip`), zipSync({ 'index.js': Buffer.from(code) }));
  }
}

await describeTerraform(
  'resources of Terraform',
  'terraform-resources',
  (project) => {
    it(
      'are made with every argument, changed, planned again without a change, and destroyed',
      async () => {
        for (const n of [1, 2]) {
          await project().apply(n);
          expect(await project().resources()).toEqual(RESOURCES);
        }
        const count = RESOURCES.reduce((sum, [, each]) => sum + each, 0);
        expect(await project().destroy(2)).toContain(`Destroy complete! Resources: ${count} destroyed.`);
      },
      TIMEOUT,
    );
  },
  writeCode,
);
