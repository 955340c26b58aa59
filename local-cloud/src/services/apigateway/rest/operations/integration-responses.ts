import type {
  DeleteIntegrationResponseRequest,
  GetIntegrationResponseRequest,
  IntegrationResponse,
  PutIntegrationResponseRequest,
  UpdateIntegrationResponseRequest,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, notFound } from '../../shared/errors.ts';
import { modelled } from '../input.ts';
import { applyPatches, entry, type PatchRules, text } from '../patch.ts';
import { refuseMappings, refuseVelocity } from '../templates.ts';
import type { StoredMethod } from '../types.ts';
import { integrationAt } from './integrations.ts';
import { type MethodPath, methodAt } from './methods.ts';

type ResponsePath = MethodPath & { statusCode: string };

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export const putIntegrationResponse = modelled<PutIntegrationResponseRequest, IntegrationResponse>(
  'PutIntegrationResponse',
  (input, context) => {
    const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling } = input;
    const response: IntegrationResponse = {
      ...{ statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling },
    };
    const integration = integrationAt(input, context);
    checkResponse(response, methodAt(input, context)[0]);
    integration.integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
    return response;
  },
);

function checkResponse(response: IntegrationResponse, method: StoredMethod): void {
  const status = response.statusCode ?? '';
  const declared = method.methodResponses?.[status];
  const headers = Object.keys(response.responseParameters ?? {});
  const undeclared = headers.filter((header) => !Object.hasOwn(declared?.responseParameters ?? {}, header));
  if (undeclared.length > 0) {
    const errors = undeclared.map((name) => `Invalid mapping expression parameter specified: ${name}`);
    throw badRequest(
      `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors.join(', ')}]`,
    );
  }
  refuseMappings(response.responseParameters, `the integration response ${status}`);
  refuseVelocity(response.responseTemplates, `the integration response ${status}`);
}

function responseAt(input: ResponsePath, context: OperationContext): IntegrationResponse {
  const response = integrationAt(input, context).integrationResponses?.[input.statusCode];
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
export const getIntegrationResponse = modelled<GetIntegrationResponseRequest, IntegrationResponse>(
  'GetIntegrationResponse',
  (input, context) => responseAt(input, context),
);

const PATCHES: PatchRules<IntegrationResponse> = {
  '/selectionPattern': text('selectionPattern'),
  '/responseParameters/*': entry('responseParameters'),
  '/responseTemplates/*': entry('responseTemplates'),
  '/contentHandling': (response, { value }) => {
    Object.assign(response, { contentHandling: value });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
export const updateIntegrationResponse = modelled<UpdateIntegrationResponseRequest, IntegrationResponse>(
  'UpdateIntegrationResponse',
  (input, context) => {
    const response = responseAt(input, context);
    const changed = { ...response };
    applyPatches(changed, input, PATCHES);
    checkResponse(changed, methodAt(input, context)[0]);
    return Object.assign(response, changed);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
export const deleteIntegrationResponse = modelled<DeleteIntegrationResponseRequest, void>(
  'DeleteIntegrationResponse',
  (input, context) => {
    responseAt(input, context);
    const integration = integrationAt(input, context);
    const { [input.statusCode]: _gone, ...rest } = integration.integrationResponses ?? {};
    integration.integrationResponses = rest;
  },
);
