import type { FunctionUrlConfig, ListFunctionUrlConfigsCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { lambdaDate } from '../configuration.ts';
import { noSuchResource, resourceConflict, resourceNotFound } from '../errors.ts';
import { locate } from '../function-name.ts';
import { addUrl, removeUrl } from '../function-url/urls.ts';
import { paginate } from '../paginate.ts';
import { boolean, byFunction, integer, paged } from '../schemas.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord, FunctionUrl } from '../types.ts';

const names = (max: number) => z.array(z.string().max(1024)).max(max).optional();

const cors = z.object({
  AllowCredentials: boolean().optional(),
  AllowHeaders: names(100),
  AllowMethods: z.array(z.string().max(6)).max(6).optional(),
  AllowOrigins: z.array(z.string().min(1).max(253)).max(100).optional(),
  ExposeHeaders: names(100),
  MaxAge: integer().min(0).max(86_400).optional(),
});

const authType = z.enum(['NONE', 'AWS_IAM']);
const invokeMode = z.enum(['BUFFERED', 'RESPONSE_STREAM']).optional();

/** A URL is a function's own or an alias's; versions have none. */
const Qualified = z.object({
  ...byFunction,
  Qualifier: z
    .string()
    .regex(/^((?!^\d+$)^[0-9a-zA-Z-_]+$)$/)
    .optional(),
});
const Create = Qualified.extend({ AuthType: authType, Cors: cors.optional(), InvokeMode: invokeMode });
const Update = Qualified.extend({
  AuthType: authType.optional(),
  Cors: cors.optional(),
  InvokeMode: invokeMode,
});
const List = z.object({ ...byFunction, ...paged(50) });

type Qualified = z.output<typeof Qualified>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export async function createFunctionUrlConfig(
  input: unknown,
  context: OperationContext,
): Promise<FunctionUrlConfig> {
  const request = checkInput(Create, input);
  const { record, qualifier } = owner(request, context);
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
    authType: request.AuthType,
    cors: request.Cors,
    invokeMode: request.InvokeMode ?? 'BUFFERED',
  };
  return answer(await addUrl(record, qualifier, config, context));
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export function getFunctionUrlConfig(input: unknown, context: OperationContext): FunctionUrlConfig {
  return answer(find(checkInput(Qualified, input), context).url);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export function updateFunctionUrlConfig(input: unknown, context: OperationContext): FunctionUrlConfig {
  const request = checkInput(Update, input);
  const { url } = find(request, context);
  url.authType = request.AuthType ?? url.authType;
  url.invokeMode = request.InvokeMode ?? url.invokeMode;
  // An empty configuration takes CORS away.
  if (request.Cors) url.cors = Object.keys(request.Cors).length > 0 ? request.Cors : undefined;
  url.lastModifiedTime = lambdaDate();
  return answer(url);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export async function deleteFunctionUrlConfig(input: unknown, context: OperationContext): Promise<void> {
  const { record, url } = find(checkInput(Qualified, input), context);
  await removeUrl(record, url, context);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export function listFunctionUrlConfigs(
  input: unknown,
  context: OperationContext,
): Omit<ListFunctionUrlConfigsCommandOutput, '$metadata'> {
  const request = checkInput(List, input);
  const { record } = owner(request, context);
  if (!record) throw resourceNotFound('Function does not exist');
  const { page, NextMarker } = paginate([...record.urls.values()], request);
  return { FunctionUrlConfigs: page.map(answer), NextMarker };
}

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
