import type {
  DeleteMethodRequest,
  GetMethodRequest,
  Method,
  PutMethodRequest,
  UpdateMethodRequest,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, conflict, unsupported } from '../../shared/errors.ts';
import { modelled } from '../input.ts';
import { applyPatches, entry, flag, type PatchRules, text } from '../patch.ts';
import { findApi, findMethod, findResource, NO_RESOURCE } from '../store.ts';
import type { Api, ApiResource, StoredMethod } from '../types.ts';

/** The path parameters of everything about a method. */
export interface MethodPath {
  restApiId: string;
  resourceId: string;
  httpMethod: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export const putMethod = modelled<PutMethodRequest, Method>('PutMethod', (input, context) => {
  const { httpMethod, authorizationType, authorizerId, apiKeyRequired = false, operationName } = input;
  const { requestParameters, requestModels, requestValidatorId, authorizationScopes } = input;
  const api = findApi(input.restApiId, context, NO_RESOURCE);
  const resource = findResource(api, input.resourceId);
  if (resource.methods.has(httpMethod)) throw conflict('Method already exists for this resource');
  if (!METHODS.includes(httpMethod)) {
    throw badRequest(`Invalid HttpMethod specified. Valid options are ${METHODS.join(',')}`);
  }
  checkAuthorization(authorizationType);
  checkRequest(api, requestModels, requestParameters);
  if (requestValidatorId && !api.requestValidators.has(requestValidatorId)) {
    throw badRequest(`Invalid Request Validator identifier specified`);
  }
  const method: StoredMethod = {
    ...{ httpMethod, authorizationType, authorizerId, apiKeyRequired, operationName },
    ...{ requestParameters, requestModels, requestValidatorId, authorizationScopes },
  };
  resource.methods.set(httpMethod, method);
  return method;
});

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];

/** @throws AwsError BadRequestException */
function checkRequest(
  api: Api,
  models: Readonly<Record<string, string>> = {},
  parameters: Readonly<Record<string, boolean>> = {},
): void {
  const unknown = Object.values(models).find((name) => !api.models.has(name));
  if (unknown !== undefined) throw badRequest(`Invalid model identifier specified: ${unknown}`);
  const names = Object.keys(parameters).map((place) => place.split('.').slice(3).join('.'));
  if (new Set(names).size < names.length) {
    throw badRequest('Parameter names must be unique across querystring, header and path');
  }
}

function checkAuthorization(type: string | undefined): void {
  if (type === 'CUSTOM' || type === 'COGNITO_USER_POOLS') throw unsupported(`authorizationType ${type}`);
  if (type !== 'NONE' && type !== 'AWS_IAM') throw badRequest('Invalid Authorization Type specified');
}

/** @throws AwsError NotFoundException for an API, a resource or a method that is not there */
export function methodAt(input: MethodPath, context: OperationContext): [StoredMethod, ApiResource] {
  const resource = findResource(findApi(input.restApiId, context, NO_RESOURCE), input.resourceId);
  return [findMethod(resource, input.httpMethod), resource];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const getMethod = modelled<GetMethodRequest, Method>(
  'GetMethod',
  (input, context) => methodAt(input, context)[0],
);

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
export const updateMethod = modelled<UpdateMethodRequest, Method>('UpdateMethod', (input, context) => {
  const [method] = methodAt(input, context);
  const changed = { ...method };
  applyPatches(changed, input, PATCHES, (path) => `Invalid patch path ${path}`);
  const { requestModels, requestParameters, requestValidatorId } = changed;
  const api = findApi(input.restApiId, context);
  checkRequest(api, requestModels, requestParameters);
  if (requestValidatorId && !api.requestValidators.has(requestValidatorId)) {
    throw badRequest('Invalid Request Validator identifier specified');
  }
  return Object.assign(method, changed);
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const deleteMethod = modelled<DeleteMethodRequest, void>('DeleteMethod', (input, context) => {
  const [method, resource] = methodAt(input, context);
  resource.methods.delete(method.httpMethod);
});
