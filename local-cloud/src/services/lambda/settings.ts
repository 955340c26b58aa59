import type { UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { notSupported } from '../../core/aws-error.ts';
import type { Checked } from '../../protocols/shapes/modelled.ts';
import { invalidParameter } from './errors.ts';
import { resolveLayers } from './layer-versions.ts';
import { checkRuntime } from './runtimes.ts';
import type { FunctionSettings, Scope } from './types.ts';

/** The members that CreateFunction and UpdateFunctionConfiguration share. */
type SettingsInput = Omit<Checked<UpdateFunctionConfigurationRequest>, 'FunctionName' | 'RevisionId'>;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED_VARIABLES = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const MAX_ENVIRONMENT_BYTES = 4096;
const UNABLE =
  'Lambda was unable to configure your environment variables because the environment variables you have provided';

/**
 * A function's settings after a request.
 *
 * @param previous what they were; undefined for a new function, which needs Role, Runtime and Handler
 * @throws AwsError InvalidParameterValueException; NotImplemented for what has no effect here and would need one
 */
export function applySettings(
  name: string,
  input: SettingsInput,
  previous: FunctionSettings | undefined,
  scope: Scope,
): FunctionSettings {
  refuseUnsupported(input);
  const runtime = input.Runtime ?? previous?.Runtime;
  const handler = input.Handler ?? previous?.Handler;
  if (!runtime || !handler) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  if (input.Runtime) checkRuntime(input.Runtime);
  if (input.SnapStart?.ApplyOn === 'PublishedVersions') {
    throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
  }
  if (input.Environment?.Variables) checkVariables(input.Environment.Variables);
  return {
    Role: input.Role ?? previous?.Role ?? '',
    Runtime: runtime,
    Handler: handler,
    Description: input.Description ?? previous?.Description ?? '',
    Timeout: input.Timeout ?? previous?.Timeout ?? 3,
    MemorySize: input.MemorySize ?? previous?.MemorySize ?? 128,
    Environment: input.Environment ? (input.Environment.Variables ?? {}) : previous?.Environment,
    VpcConfig: input.VpcConfig ?? previous?.VpcConfig,
    KMSKeyArn: input.KMSKeyArn ?? previous?.KMSKeyArn,
    TracingMode: input.TracingConfig?.Mode ?? previous?.TracingMode ?? 'PassThrough',
    Architectures: previous?.Architectures ?? ['x86_64'],
    EphemeralStorage: input.EphemeralStorage?.Size ?? previous?.EphemeralStorage ?? 512,
    SnapStart: 'None',
    LoggingConfig: {
      LogFormat: 'Text',
      LogGroup: input.LoggingConfig?.LogGroup ?? previous?.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
    },
    Layers: input.Layers ? resolveLayers(input.Layers, scope) : (previous?.Layers ?? []),
  };
}

function refuseUnsupported(input: SettingsInput): void {
  if (input.ImageConfig && Object.keys(input.ImageConfig).length > 0) {
    throw invalidParameter("Please don't provide ImageConfig when updating a function with packageType Zip.");
  }
  const { LogFormat, ApplicationLogLevel, SystemLogLevel } = input.LoggingConfig ?? {};
  if (LogFormat === 'JSON') throw notSupported('LoggingConfig with LogFormat JSON');
  if (ApplicationLogLevel || SystemLogLevel) {
    throw invalidParameter('To use log level, you must set your LogFormat to JSON.');
  }
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const reserved = names.filter((name) => RESERVED_VARIABLES.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `${UNABLE} contains reserved keys that are currently not supported for modification. ` +
        `Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > MAX_ENVIRONMENT_BYTES) {
    throw invalidParameter(`${UNABLE} exceeded the 4KB limit. String measured: ${measured}`);
  }
}
