import type {
  FunctionEventInvokeConfig,
  ListFunctionEventInvokeConfigsCommandOutput,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { parseArn } from '../../../core/arn.ts';
import { notSupported } from '../../../core/aws-error.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { invalidParameter, resourceNotFound } from '../errors.ts';
import { functionArn, locate, versionOf } from '../function-name.ts';
import { paginate } from '../paginate.ts';
import { byFunction, byQualifiedFunction, integer, paged } from '../schemas.ts';
import { lambdaStore } from '../store.ts';
import type { EventInvokeConfig, FunctionRecord } from '../types.ts';

const destination = z.object({ Destination: z.string().optional() }).optional();
const Qualified = z.object(byQualifiedFunction);
const Settings = Qualified.extend({
  MaximumRetryAttempts: integer().min(0).max(2).optional(),
  MaximumEventAgeInSeconds: integer().min(60).max(21_600).optional(),
  DestinationConfig: z.object({ OnSuccess: destination, OnFailure: destination }).optional(),
});
const List = z.object({ ...byFunction, ...paged(50) });

type Settings = z.output<typeof Settings>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export function putFunctionEventInvokeConfig(
  input: unknown,
  context: OperationContext,
): FunctionEventInvokeConfig {
  const request = checkInput(Settings, input);
  checkSettings(request);
  const { record, key } = target(request, context);
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = request;
  const config = {
    ...{ MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig },
    LastModified: new Date(),
  };
  record.eventInvokeConfigs.set(key, config);
  return answer(record, key, config);
}

/** Keeps what the request leaves out. @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export function updateFunctionEventInvokeConfig(
  input: unknown,
  context: OperationContext,
): FunctionEventInvokeConfig {
  const request = checkInput(Settings, input);
  checkSettings(request);
  target(request, context);
  const { record, key, config } = find(request, context);
  const updated = {
    MaximumRetryAttempts: request.MaximumRetryAttempts ?? config.MaximumRetryAttempts,
    MaximumEventAgeInSeconds: request.MaximumEventAgeInSeconds ?? config.MaximumEventAgeInSeconds,
    DestinationConfig: request.DestinationConfig ?? config.DestinationConfig,
    LastModified: new Date(),
  };
  record.eventInvokeConfigs.set(key, updated);
  return answer(record, key, updated);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export function getFunctionEventInvokeConfig(
  input: unknown,
  context: OperationContext,
): FunctionEventInvokeConfig {
  const { record, key, config } = find(checkInput(Qualified, input), context);
  return answer(record, key, config);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export function deleteFunctionEventInvokeConfig(input: unknown, context: OperationContext): void {
  const { record, key } = find(checkInput(Qualified, input), context);
  record.eventInvokeConfigs.delete(key);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export function listFunctionEventInvokeConfigs(
  input: unknown,
  context: OperationContext,
): Omit<ListFunctionEventInvokeConfigsCommandOutput, '$metadata'> {
  const request = checkInput(List, input);
  const { record } = target(request, context);
  const { page, NextMarker } = paginate([...record.eventInvokeConfigs], request);
  return { FunctionEventInvokeConfigs: page.map(([key, config]) => answer(record, key, config)), NextMarker };
}

function checkSettings({
  MaximumRetryAttempts,
  MaximumEventAgeInSeconds,
  DestinationConfig,
}: Settings): void {
  if (MaximumRetryAttempts === undefined && MaximumEventAgeInSeconds === undefined && !DestinationConfig) {
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  }
  for (const { Destination } of [DestinationConfig?.OnSuccess ?? {}, DestinationConfig?.OnFailure ?? {}]) {
    if (Destination && parseArn(Destination)?.service !== 'lambda') {
      throw notSupported(`The destination ${Destination}, which is no function`);
    }
  }
}

function target(request: { FunctionName: string; Qualifier?: string }, context: OperationContext) {
  const { name, qualifier } = locate(request.FunctionName, request.Qualifier, context);
  const record = lambdaStore(context).functions.get(name);
  const exists =
    qualifier === undefined || record?.aliases.has(qualifier) || (record && versionOf(record, qualifier));
  if (!record || !exists) throw resourceNotFound("The function doesn't exist.");
  return { record, key: qualifier ?? '$LATEST' };
}

function find(request: { FunctionName: string; Qualifier?: string }, context: OperationContext) {
  const { name, qualifier } = locate(request.FunctionName, request.Qualifier, context);
  const key = qualifier ?? '$LATEST';
  const record = lambdaStore(context).functions.get(name);
  const config = record?.eventInvokeConfigs.get(key);
  if (!record || !config) {
    throw resourceNotFound(
      `The function ${functionArn(context, name, key)} doesn't have an EventInvokeConfig`,
    );
  }
  return { record, key, config };
}

function answer(record: FunctionRecord, key: string, config: EventInvokeConfig): FunctionEventInvokeConfig {
  return {
    ...config,
    FunctionArn: `${record.arn}:${key}`,
    DestinationConfig: { OnSuccess: {}, OnFailure: {}, ...config.DestinationConfig },
  };
}
