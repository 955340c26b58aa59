import type {
  DeleteGatewayResponseRequest,
  GatewayResponse,
  GetGatewayResponseRequest,
  GetGatewayResponsesRequest,
  PutGatewayResponseRequest,
  UpdateGatewayResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { GATEWAY_RESPONSES, type GatewayResponseType, kindOf } from '../gateway-response-types.ts';
import { modelled } from '../input.ts';
import { applyPatches, entry, type PatchRules, text } from '../patch.ts';
import { findApi } from '../store.ts';
import { refuseAllButContext, refuseMappings } from '../templates.ts';

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const putGatewayResponse = modelled<PutGatewayResponseRequest, GatewayResponse>(
  'PutGatewayResponse',
  (input, context) => {
    const { statusCode, responseParameters = {}, responseTemplates = {} } = input;
    const responseType = checkType(input.responseType);
    if (!Object.keys(responseParameters).every((name) => /^gatewayresponse\.header\..+/.test(name))) {
      throw badRequest('Invalid mapping expression specified: only gatewayresponse.header.NAME can be set');
    }
    const { gatewayResponses } = findApi(input.restApiId, context);
    const response: GatewayResponse = {
      ...{ responseType, statusCode, responseParameters, responseTemplates, defaultResponse: false },
    };
    checkResponse(response);
    gatewayResponses.set(responseType, response);
    return response;
  },
);

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
export const getGatewayResponse = modelled<GetGatewayResponseRequest, GatewayResponse>(
  'GetGatewayResponse',
  (input, context) => {
    const type = checkType(input.responseType);
    return findApi(input.restApiId, context).gatewayResponses.get(type) ?? defaultOf(type);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export const getGatewayResponses = modelled<GetGatewayResponsesRequest, PositionPage<GatewayResponse>>(
  'GetGatewayResponses',
  (input, context) => {
    const { gatewayResponses } = findApi(input.restApiId, context);
    const types = Object.keys(GATEWAY_RESPONSES) as GatewayResponseType[];
    return pageByPosition(
      types.map((type) => gatewayResponses.get(type) ?? defaultOf(type)),
      input,
    );
  },
);

const PATCHES: PatchRules<GatewayResponse> = {
  '/statusCode': text('statusCode'),
  '/responseParameters/*': entry('responseParameters'),
  '/responseTemplates/*': entry('responseTemplates'),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
export const updateGatewayResponse = modelled<UpdateGatewayResponseRequest, GatewayResponse>(
  'UpdateGatewayResponse',
  (input, context) => {
    const changed = { ...getGatewayResponse(input, context), defaultResponse: false };
    applyPatches(changed, input, PATCHES);
    checkResponse(changed);
    findApi(input.restApiId, context).gatewayResponses.set(checkType(input.responseType), changed);
    return changed;
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export const deleteGatewayResponse = modelled<DeleteGatewayResponseRequest, void>(
  'DeleteGatewayResponse',
  (input, context) => {
    const { gatewayResponses } = findApi(input.restApiId, context);
    if (!gatewayResponses.delete(input.responseType))
      throw notFound('Gateway response type not defined on api');
  },
);
