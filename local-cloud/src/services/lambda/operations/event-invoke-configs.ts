import type {
  DeleteFunctionEventInvokeConfigRequest,
  DestinationConfig,
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  PutFunctionEventInvokeConfigRequest,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import { parseArn } from '../../../core/arn.ts';
import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { invalidParameter, resourceNotFound } from '../errors.ts';
import { functionArn, locate, versionOf } from '../function-name.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { lambdaStore } from '../store.ts';
import type { EventInvokeConfig, FunctionRecord } from '../types.ts';

type Settings = Omit<PutFunctionEventInvokeConfigRequest, 'FunctionName'>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig = modelled<
  PutFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig
>('PutFunctionEventInvokeConfig', (input, context) => {
  checkSettings(input);
  const { record, key } = target(input, context);
  checkDestinations(record, input, context);
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  const config = {
    ...{ MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig },
    LastModified: new Date(),
  };
  record.eventInvokeConfigs.set(key, config);
  return answer(record, key, config);
});

/** Keeps what the request leaves out. @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const updateFunctionEventInvokeConfig = modelled<
  UpdateFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig
>('UpdateFunctionEventInvokeConfig', (input, context) => {
  checkSettings(input);
  checkDestinations(target(input, context).record, input, context);
  const { record, key, config } = find(input, context);
  const updated = {
    MaximumRetryAttempts: input.MaximumRetryAttempts ?? config.MaximumRetryAttempts,
    MaximumEventAgeInSeconds: input.MaximumEventAgeInSeconds ?? config.MaximumEventAgeInSeconds,
    DestinationConfig: input.DestinationConfig ?? config.DestinationConfig,
    LastModified: new Date(),
  };
  record.eventInvokeConfigs.set(key, updated);
  return answer(record, key, updated);
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig = modelled<
  GetFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig
>('GetFunctionEventInvokeConfig', (input, context) => {
  const { record, key, config } = find(input, context);
  return answer(record, key, config);
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig = modelled<DeleteFunctionEventInvokeConfigRequest, void>(
  'DeleteFunctionEventInvokeConfig',
  (input, context) => {
    const { record, key } = find(input, context);
    record.eventInvokeConfigs.delete(key);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const listFunctionEventInvokeConfigs = modelled<
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse
>('ListFunctionEventInvokeConfigs', (input, context) => {
  const { record } = target(input, context);
  const { items, NextMarker } = pageOf([...record.eventInvokeConfigs], input);
  return {
    FunctionEventInvokeConfigs: items.map(([key, config]) => answer(record, key, config)),
    NextMarker,
  };
});

function checkSettings({
  MaximumRetryAttempts,
  MaximumEventAgeInSeconds,
  DestinationConfig,
}: Settings): void {
  if (MaximumRetryAttempts === undefined && MaximumEventAgeInSeconds === undefined && !DestinationConfig) {
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  }
  for (const { Destination } of destinationsOf(DestinationConfig)) {
    if (Destination && parseArn(Destination)?.service !== 'lambda') {
      throw notSupported(`The destination ${Destination}, which is no function`);
    }
  }
}

const destinationsOf = ({ OnSuccess, OnFailure }: DestinationConfig = {}) => [
  OnSuccess ?? {},
  OnFailure ?? {},
];

/** A destination is there, and is another function. */
function checkDestinations({ arn }: FunctionRecord, config: Settings, context: OperationContext): void {
  for (const { Destination } of destinationsOf(config.DestinationConfig)) {
    if (!Destination) continue;
    const { name } = locate(Destination, undefined, context);
    if (functionArn(context, name) === arn) {
      throw invalidParameter("You can't specify the function as a destination for itself.");
    }
    if (!lambdaStore(context).functions.has(name)) {
      throw invalidParameter(`The destination ARN ${Destination} is invalid.`);
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
