import type { GatewayResponse } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, notFound } from '../errors.ts';
import { GATEWAY_RESPONSES, type GatewayResponseType, kindOf } from '../gateway-response-types.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, entry, type PatchRules, text } from '../patch.ts';
import { findApi } from '../store.ts';
import { refuseAllButContext, refuseMappings } from '../templates.ts';
import { StatusCode } from './method-responses.ts';

interface ByType {
  restApiId: string;
  responseType: string;
}

const PutInput = z.object({
  responseType: z.string(),
  statusCode: StatusCode.optional(),
  responseParameters: z.record(z.string().regex(/^gatewayresponse\.header\..+/), z.string()).default({}),
  responseTemplates: z.record(z.string(), z.string()).default({}),
});

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export function putGatewayResponse(input: ByType, context: OperationContext): GatewayResponse {
  const given = checkInput(PutInput, input, 'BadRequestException');
  const responseType = checkType(given.responseType);
  const { gatewayResponses } = findApi(input.restApiId, context);
  const response: GatewayResponse = { ...given, responseType, defaultResponse: false };
  checkResponse(response);
  gatewayResponses.set(responseType, response);
  return response;
}

function checkType(type: string): GatewayResponseType {
  if (!Object.hasOwn(GATEWAY_RESPONSES, type)) throw badRequest(`Invalid response type specified: ${type}`);
  return type as GatewayResponseType;
}

function checkResponse(response: GatewayResponse): void {
  refuseMappings(response.responseParameters, `the gateway response ${response.responseType}`);
  refuseAllButContext(response.responseTemplates);
}

function defaultOf(responseType: GatewayResponseType): GatewayResponse {
  const { status } = kindOf(responseType);
  const statusCode = status === undefined ? undefined : String(status);
  return {
    ...{ responseType, statusCode, responseParameters: {}, responseTemplates: DEFAULT_TEMPLATES },
    defaultResponse: true,
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
export function getGatewayResponse(input: ByType, context: OperationContext): GatewayResponse {
  const type = checkType(input.responseType);
  return findApi(input.restApiId, context).gatewayResponses.get(type) ?? defaultOf(type);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export function getGatewayResponses(
  input: { restApiId: string },
  context: OperationContext,
): Page<GatewayResponse> {
  const { gatewayResponses } = findApi(input.restApiId, context);
  const types = Object.keys(GATEWAY_RESPONSES) as GatewayResponseType[];
  return page(
    types.map((type) => gatewayResponses.get(type) ?? defaultOf(type)),
    input,
  );
}

const PATCHES: PatchRules<GatewayResponse> = {
  '/statusCode': text('statusCode'),
  '/responseParameters/*': entry('responseParameters'),
  '/responseTemplates/*': entry('responseTemplates'),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
export function updateGatewayResponse(input: ByType, context: OperationContext): GatewayResponse {
  const changed = { ...getGatewayResponse(input, context), defaultResponse: false };
  applyPatches(changed, input, PATCHES);
  checkResponse(changed);
  findApi(input.restApiId, context).gatewayResponses.set(checkType(input.responseType), changed);
  return changed;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export function deleteGatewayResponse(input: ByType, context: OperationContext): void {
  const { gatewayResponses } = findApi(input.restApiId, context);
  if (!gatewayResponses.delete(input.responseType))
    throw notFound('Gateway response type not defined on api');
}
