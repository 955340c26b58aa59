import type {
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse,
  DeleteFunctionUrlConfigRequest,
  FunctionUrlConfig,
  GetFunctionUrlConfigRequest,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
  UpdateFunctionUrlConfigRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../../protocols/operation.ts';
import { lambdaDate } from '../configuration.ts';
import { noSuchResource, resourceConflict, resourceNotFound } from '../errors.ts';
import { locate } from '../function-name.ts';
import { addUrl, removeUrl } from '../function-url/urls.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord, FunctionUrl } from '../types.ts';

/** A URL is a function's own or an alias's; versions have none. */
interface Qualified {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const createFunctionUrlConfig = modelled<
  CreateFunctionUrlConfigRequest,
  Promise<CreateFunctionUrlConfigResponse>
>('CreateFunctionUrlConfig', async (input, context) => {
  const { record, qualifier } = owner(input, context);
  if (!record || (qualifier !== undefined && !record.aliases.has(qualifier))) {
    throw resourceNotFound('Function does not exist');
  }
  const existing = record.urls.get(qualifier ?? '$LATEST');
  if (existing) {
    throw resourceConflict(
      `Failed to create function url config for [functionArn = ${existing.functionArn}]. Error message:  ` +
        'FunctionUrlConfig exists for this Lambda function',
    );
  }
  const config = {
    authType: input.AuthType,
    cors: input.Cors,
    invokeMode: input.InvokeMode ?? 'BUFFERED',
  };
  // A URL that is new has not been modified.
  const { LastModifiedTime: _, ...created } = answer(await addUrl(record, qualifier, config, context));
  return created;
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const getFunctionUrlConfig = modelled<GetFunctionUrlConfigRequest, FunctionUrlConfig>(
  'GetFunctionUrlConfig',
  (input, context) => {
    return answer(find(input, context).url);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export const updateFunctionUrlConfig = modelled<UpdateFunctionUrlConfigRequest, FunctionUrlConfig>(
  'UpdateFunctionUrlConfig',
  (input, context) => {
    const { url } = find(input, context);
    url.authType = input.AuthType ?? url.authType;
    url.invokeMode = input.InvokeMode ?? url.invokeMode;
    // An empty configuration takes CORS away.
    if (input.Cors) url.cors = Object.keys(input.Cors).length > 0 ? input.Cors : undefined;
    url.lastModifiedTime = lambdaDate();
    return answer(url);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export const deleteFunctionUrlConfig = modelled<DeleteFunctionUrlConfigRequest, Promise<void>>(
  'DeleteFunctionUrlConfig',
  async (input, context) => {
    const { record, url } = find(input, context);
    await removeUrl(record, url, context);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export const listFunctionUrlConfigs = modelled<ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse>(
  'ListFunctionUrlConfigs',
  (input, context) => {
    const { record } = owner(input, context);
    if (!record) throw resourceNotFound('Function does not exist');
    const { items, NextMarker } = pageOf([...record.urls.values()], input);
    return { FunctionUrlConfigs: items.map(answer), NextMarker };
  },
);

function owner(request: Qualified, context: OperationContext) {
  const { name, qualifier } = locate(request.FunctionName, request.Qualifier, context);
  return { record: lambdaStore(context).functions.get(name), qualifier };
}

function find(request: Qualified, context: OperationContext): { record: FunctionRecord; url: FunctionUrl } {
  const { record, qualifier } = owner(request, context);
  const url = record?.urls.get(qualifier ?? '$LATEST');
  if (!record || !url) throw noSuchResource();
  return { record, url };
}

function answer(url: FunctionUrl): FunctionUrlConfig {
  return {
    FunctionUrl: url.url,
    FunctionArn: url.functionArn,
    AuthType: url.authType,
    ...(url.cors && { Cors: url.cors }),
    CreationTime: url.creationTime,
    LastModifiedTime: url.lastModifiedTime,
    InvokeMode: url.invokeMode,
  };
}
