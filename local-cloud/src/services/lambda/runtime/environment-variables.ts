import { isNode } from './runtime-command.ts';
import type { FunctionSpec } from './types.ts';
import { OPT_ROOT, RUNTIME_ROOT, TASK_ROOT } from './world/paths.ts';

export interface EnvironmentIdentity {
  /** host:port. */
  runtimeApi: string;
  logStreamName: string;
}

/**
 * Everything the process sees; nothing is inherited, least of all credentials and profiles.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(
  spec: FunctionSpec,
  identity: EnvironmentIdentity,
): Record<string, string> {
  return { ...overridable(spec), ...spec.environment, ...reserved(spec, identity) };
}

const nodePath = (major = ''): string =>
  `${OPT_ROOT}/nodejs/node${major}/node_modules:${OPT_ROOT}/nodejs/node_modules:${RUNTIME_ROOT}/node_modules:${RUNTIME_ROOT}:${TASK_ROOT}`;

/** Where Lambda's user would have its home: a folder that is not there. */
const HOME = '/home/sbx_user1051';

/** Where an X-Ray daemon would listen. Nothing is sampled, so nobody sends anything. */
const XRAY_HOST = '127.0.0.1';
const XRAY_PORT = '2000';

/** What a function may set itself. */
function overridable(spec: FunctionSpec): Record<string, string> {
  const [, major] = /^nodejs(\d+)\.x$/.exec(spec.runtime) ?? [];
  const hasLang = spec.runtime !== 'provided.al2';
  return {
    LANG: 'en_US.UTF-8',
    PATH: `${hasLang ? '/var/lang/bin:' : ''}/usr/local/bin:/usr/bin/:/bin:${OPT_ROOT}/bin`,
    LD_LIBRARY_PATH: `${hasLang ? '/var/lang/lib:' : ''}/lib64:/usr/lib64:${RUNTIME_ROOT}:${RUNTIME_ROOT}/lib:${TASK_ROOT}:${TASK_ROOT}/lib:${OPT_ROOT}/lib`,
    ...(isNode(spec) && { NODE_PATH: nodePath(major) }),
    // Lambda sets none. Where a world is mapped, programs would find the developer's.
    ...(spec.world.kind === 'mapped' && { HOME }),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: `${XRAY_HOST}:${XRAY_PORT}`,
    _AWS_XRAY_DAEMON_ADDRESS: XRAY_HOST,
    _AWS_XRAY_DAEMON_PORT: XRAY_PORT,
    AWS_ENDPOINT_URL: spec.endpointUrl,
    ...(spec.localstackVariables && localstackVariables(spec.endpointUrl)),
    AWS_EC2_METADATA_DISABLED: 'true',
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
    LAMBDA_TASK_ROOT: TASK_ROOT,
    LAMBDA_RUNTIME_DIR: RUNTIME_ROOT,
    // Not there for runtimes that a function brings itself.
    ...(isNode(spec) && { AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}` }),
    AWS_LAMBDA_RUNTIME_API: identity.runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: identity.logStreamName,
    AWS_LAMBDA_INITIALIZATION_TYPE: spec.initializationType,
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
  };
}
