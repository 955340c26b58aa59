import type {
  GetFunctionCodeSigningConfigCommandOutput,
  GetFunctionRecursionConfigCommandOutput,
  GetRuntimeManagementConfigCommandOutput,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { runtimeVersionArn } from '../configuration.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { byFunction, byQualifiedFunction } from '../schemas.ts';

/** No function has one. @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
export function getFunctionCodeSigningConfig(
  input: unknown,
  context: OperationContext,
): Partial<Omit<GetFunctionCodeSigningConfigCommandOutput, '$metadata'>> {
  findFunction(checkInput(z.object(byFunction), input).FunctionName, undefined, context);
  return {};
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export function getFunctionRecursionConfig(
  input: unknown,
  context: OperationContext,
): Omit<GetFunctionRecursionConfigCommandOutput, '$metadata'> {
  const { record } = findFunction(checkInput(z.object(byFunction), input).FunctionName, undefined, context);
  return { RecursiveLoop: record.recursiveLoop ?? 'Terminate' };
}

const Recursion = z.object({ ...byFunction, RecursiveLoop: z.enum(['Allow', 'Terminate']) });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
export function putFunctionRecursionConfig(
  input: unknown,
  context: OperationContext,
): Omit<GetFunctionRecursionConfigCommandOutput, '$metadata'> {
  const { FunctionName, RecursiveLoop } = checkInput(Recursion, input);
  findFunction(FunctionName, undefined, context).record.recursiveLoop = RecursiveLoop;
  return { RecursiveLoop };
}

/** The default: no operation changes it. @see https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export function getRuntimeManagementConfig(
  input: unknown,
  context: OperationContext,
): Omit<GetRuntimeManagementConfigCommandOutput, '$metadata'> {
  const request = checkInput(z.object(byQualifiedFunction), input);
  const { record, qualifier } = findFunction(request.FunctionName, request.Qualifier, context);
  const { version } = resolveQualifier(record, qualifier);
  return {
    UpdateRuntimeOn: 'Auto',
    RuntimeVersionArn: runtimeVersionArn(context),
    FunctionArn: `${record.arn}:${qualifier ?? version.version}`,
  };
}
