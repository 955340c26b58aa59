import type {
  GetFunctionCodeSigningConfigCommandOutput,
  GetFunctionCodeSigningConfigRequest,
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse,
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse,
  PutFunctionRecursionConfigRequest,
  PutFunctionRecursionConfigResponse,
} from '@aws-sdk/client-lambda';
import { runtimeVersionArn } from '../configuration.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';

/** No function has one. @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
export const getFunctionCodeSigningConfig = modelled<
  GetFunctionCodeSigningConfigRequest,
  Partial<Omit<GetFunctionCodeSigningConfigCommandOutput, '$metadata'>>
>('GetFunctionCodeSigningConfig', (input, context) => {
  findFunction(input.FunctionName, undefined, context);
  return {};
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export const getFunctionRecursionConfig = modelled<
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse
>('GetFunctionRecursionConfig', (input, context) => {
  const { record } = findFunction(input.FunctionName, undefined, context);
  return { RecursiveLoop: record.recursiveLoop ?? 'Terminate' };
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
export const putFunctionRecursionConfig = modelled<
  PutFunctionRecursionConfigRequest,
  PutFunctionRecursionConfigResponse
>('PutFunctionRecursionConfig', (input, context) => {
  const { FunctionName, RecursiveLoop } = input;
  findFunction(FunctionName, undefined, context).record.recursiveLoop = RecursiveLoop;
  return { RecursiveLoop };
});

/** The default: no operation changes it. @see https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export const getRuntimeManagementConfig = modelled<
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse
>('GetRuntimeManagementConfig', (input, context) => {
  const { record, qualifier } = findFunction(input.FunctionName, input.Qualifier, context);
  const { version } = resolveQualifier(record, qualifier);
  return {
    UpdateRuntimeOn: 'Auto',
    RuntimeVersionArn: runtimeVersionArn(context),
    FunctionArn: `${record.arn}:${qualifier ?? version.version}`,
  };
});
