import path from 'node:path';
import { bootstrapPath } from './bootstrap-path.ts';
import type { FunctionSpec } from './types.ts';

export interface EnvironmentIdentity {
  /** host:port. */
  runtimeApi: string;
  logStreamName: string;
  /** This environment's own temporary folder. */
  scratch: string;
}

/**
 * Everything the process sees; nothing is inherited, least of all credentials and profiles.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(
  spec: FunctionSpec,
  identity: EnvironmentIdentity,
): Record<string, string> {
  return { ...overridable(spec, identity), ...spec.environment, ...reserved(spec, identity) };
}

/** What a function may set itself. */
function overridable(spec: FunctionSpec, { scratch }: EnvironmentIdentity): Record<string, string> {
  const layer = (...parts: string[]) => (spec.layerRoot ? [path.join(spec.layerRoot, ...parts)] : []);
  const nodeMajor = process.versions.node.split('.')[0];
  return {
    LANG: 'en_US.UTF-8',
    PATH: [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin', ...layer('bin')].join(
      path.delimiter,
    ),
    LD_LIBRARY_PATH: [path.join(spec.taskRoot, 'lib'), ...layer('lib')].join(path.delimiter),
    NODE_PATH: [
      ...layer('nodejs', `node${nodeMajor}`, 'node_modules'),
      ...layer('nodejs', 'node_modules'),
      ...(spec.nodeModulesDir ? [spec.nodeModulesDir] : []),
      spec.taskRoot,
    ].join(path.delimiter),
    AWS_ENDPOINT_URL: spec.endpointUrl,
    ...(spec.localstackVariables && localstackVariables(spec.endpointUrl)),
    AWS_EC2_METADATA_DISABLED: 'true',
    // An SDK without explicit settings reads ~/.aws, by these two names or by the home folder.
    AWS_SHARED_CREDENTIALS_FILE: path.join(scratch, '.aws', 'credentials'),
    AWS_CONFIG_FILE: path.join(scratch, '.aws', 'config'),
    HOME: scratch,
    TMPDIR: scratch,
    ...(process.platform === 'win32' && {
      TEMP: scratch,
      TMP: scratch,
      SYSTEMROOT: process.env.SYSTEMROOT ?? '',
    }),
  };
}

/** What code written for LocalStack makes its endpoint of. Code for AWS takes them as a sign that it is not there. */
function localstackVariables(endpoint: string): Record<string, string> {
  const { hostname, port } = new URL(endpoint);
  return { LOCALSTACK_HOSTNAME: hostname, EDGE_PORT: port };
}

/** What Lambda refuses to have overridden. */
function reserved(spec: FunctionSpec, identity: EnvironmentIdentity): Record<string, string> {
  return {
    TZ: ':UTC',
    _HANDLER: spec.handler,
    LAMBDA_TASK_ROOT: spec.taskRoot,
    LAMBDA_RUNTIME_DIR: path.dirname(bootstrapPath()),
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_LAMBDA_RUNTIME_API: identity.runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: identity.logStreamName,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
  };
}
