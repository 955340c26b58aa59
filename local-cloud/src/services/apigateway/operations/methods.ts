import type { Method } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, conflict, unsupported } from '../errors.ts';
import { applyPatches, entry, flag, type PatchRules, text } from '../patch.ts';
import { findApi, findMethod, findResource } from '../store.ts';
import type { ApiResource, StoredMethod } from '../types.ts';

/** The path parameters of everything about a method. */
export interface MethodPath {
  restApiId: string;
  resourceId: string;
  http_method: string;
}

const HttpMethod = z.enum(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'ANY']);

const PutInput = z.object({
  http_method: HttpMethod,
  authorizationType: z.string(),
  authorizerId: z.string().optional(),
  apiKeyRequired: z.boolean().default(false),
  operationName: z.string().optional(),
  requestParameters: z.record(z.string(), z.boolean()).optional(),
  requestModels: z.record(z.string(), z.string()).optional(),
  requestValidatorId: z.string().optional(),
  authorizationScopes: z.array(z.string()).optional(),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export function putMethod(input: MethodPath, context: OperationContext): Method {
  const { http_method: httpMethod, ...given } = checkInput(PutInput, input, 'BadRequestException');
  const api = findApi(input.restApiId, context);
  const resource = findResource(api, input.resourceId);
  if (resource.methods.has(httpMethod)) throw conflict('Method already exists for this resource');
  checkAuthorization(given.authorizationType);
  if (given.requestValidatorId && !api.requestValidators.has(given.requestValidatorId)) {
    throw badRequest(`Invalid Request Validator identifier specified`);
  }
  const method: StoredMethod = { httpMethod, ...given };
  resource.methods.set(httpMethod, method);
  return method;
}

function checkAuthorization(type: string | undefined): void {
  if (type === 'CUSTOM' || type === 'COGNITO_USER_POOLS') throw unsupported(`authorizationType ${type}`);
  if (type !== 'NONE' && type !== 'AWS_IAM') throw badRequest('Invalid Authorization Type specified');
}

/** @throws AwsError NotFoundException for an API, a resource or a method that is not there */
export function methodAt(input: MethodPath, context: OperationContext): [StoredMethod, ApiResource] {
  const resource = findResource(findApi(input.restApiId, context), input.resourceId);
  return [findMethod(resource, input.http_method), resource];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const getMethod = (input: MethodPath, context: OperationContext): Method =>
  methodAt(input, context)[0];

const PATCHES: PatchRules<StoredMethod> = {
  '/authorizationType': (method, { value }) => {
    checkAuthorization(value);
    method.authorizationType = value;
  },
  '/apiKeyRequired': flag('apiKeyRequired'),
  '/operationName': text('operationName'),
  '/requestValidatorId': text('requestValidatorId'),
  '/requestParameters/*': entry('requestParameters', (value) => value === 'true'),
  '/requestModels/*': entry('requestModels'),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
export function updateMethod(input: MethodPath, context: OperationContext): Method {
  const [method] = methodAt(input, context);
  applyPatches(method, input, PATCHES);
  return method;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export function deleteMethod(input: MethodPath, context: OperationContext): void {
  const [method, resource] = methodAt(input, context);
  resource.methods.delete(method.httpMethod);
}
