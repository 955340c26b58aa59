import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { uuid } from '../../core/ids.ts';
import { stateOf } from './state.ts';
import type { CodePackage, FunctionRecord, FunctionSettings, FunctionVersion, Scope } from './types.ts';

/** `2026-11-21T22:00:00.000+0000`, as Lambda writes times. */
export const lambdaDate = (date = new Date()): string => date.toISOString().replace('Z', '+0000');

/** A new state of $LATEST. */
export function newLatest(settings: FunctionSettings, code: CodePackage): FunctionVersion {
  return { version: '$LATEST', settings, code, lastModified: lambdaDate(), revisionId: uuid() };
}

/** A version's configuration as GetFunctionConfiguration answers it. */
export function configurationOf(
  record: FunctionRecord,
  functionVersion: FunctionVersion,
  scope: Scope,
  qualifier?: string,
): FunctionConfiguration {
  const { version, settings, code, lastModified, revisionId } = functionVersion;
  const vpc = settings.VpcConfig;
  return {
    FunctionName: record.name,
    FunctionArn: qualifier ? `${record.arn}:${qualifier}` : record.arn,
    Runtime: settings.Runtime as FunctionConfiguration['Runtime'],
    Role: settings.Role,
    Handler: settings.Handler,
    CodeSize: code.size,
    Description: settings.Description,
    Timeout: settings.Timeout,
    MemorySize: settings.MemorySize,
    LastModified: lastModified,
    CodeSha256: code.sha256,
    Version: version,
    ...(vpc && {
      VpcConfig: {
        SubnetIds: vpc.SubnetIds ?? [],
        SecurityGroupIds: vpc.SecurityGroupIds ?? [],
        VpcId: '',
        Ipv6AllowedForDualStack: vpc.Ipv6AllowedForDualStack ?? false,
      },
    }),
    ...(settings.Environment && { Environment: { Variables: settings.Environment } }),
    ...(settings.KMSKeyArn && { KMSKeyArn: settings.KMSKeyArn }),
    TracingConfig: { Mode: settings.TracingMode },
    RevisionId: revisionId,
    ...(settings.Layers.length > 0 && {
      Layers: settings.Layers.map((layer) => ({ Arn: layer.arn, CodeSize: layer.code.size })),
    }),
    ...stateOf(functionVersion),
    PackageType: 'Zip',
    Architectures: [...settings.Architectures],
    EphemeralStorage: { Size: settings.EphemeralStorage },
    SnapStart: { ApplyOn: settings.SnapStart, OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(scope) },
    LoggingConfig: settings.LoggingConfig,
  };
}

/** Lists leave out what changes while a function is updated, as AWS's do. */
export function listedConfiguration(
  ...parameters: Parameters<typeof configurationOf>
): FunctionConfiguration {
  const listed = configurationOf(...parameters);
  for (const name of CHANGING) delete listed[name];
  return listed;
}

const CHANGING = [
  ...(['State', 'StateReason', 'StateReasonCode', 'RuntimeVersionConfig'] as const),
  ...(['LastUpdateStatus', 'LastUpdateStatusReason', 'LastUpdateStatusReasonCode'] as const),
];

/** The runtime is the Node.js that local-cloud runs on, so its version stands in for the hash. */
export function runtimeVersionArn({ region }: Scope): string {
  return `arn:aws:lambda:${region}::runtime:local-cloud-node-${process.versions.node.replaceAll('.', '-')}`;
}
