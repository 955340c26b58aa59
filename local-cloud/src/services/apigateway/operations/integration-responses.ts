import type { IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, notFound } from '../errors.ts';
import { applyPatches, entry, type PatchRules, text } from '../patch.ts';
import { refuseMappings, refuseVelocity } from '../templates.ts';
import type { StoredMethod } from '../types.ts';
import { integrationAt } from './integrations.ts';
import { StatusCode } from './method-responses.ts';
import { type MethodPath, methodAt } from './methods.ts';

type ResponsePath = MethodPath & { statusCode: string };

const PutInput = z.object({
  statusCode: StatusCode,
  selectionPattern: z.string().optional(),
  responseParameters: z.record(z.string(), z.string()).optional(),
  responseTemplates: z.record(z.string(), z.string().nullable()).optional(),
  contentHandling: z.enum(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']).optional(),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export function putIntegrationResponse(input: ResponsePath, context: OperationContext): IntegrationResponse {
  const given = checkInput(PutInput, input, 'BadRequestException');
  const templates = Object.entries(given.responseTemplates ?? {}).map(([type, text]) => [type, text ?? '']);
  const responseTemplates = given.responseTemplates && Object.fromEntries(templates);
  const response: IntegrationResponse = { ...given, responseTemplates };
  const integration = integrationAt(input, context);
  checkResponse(response, methodAt(input, context)[0]);
  integration.integrationResponses = { ...integration.integrationResponses, [given.statusCode]: response };
  return response;
}

function checkResponse(response: IntegrationResponse, method: StoredMethod): void {
  const status = response.statusCode ?? '';
  const declared = method.methodResponses?.[status];
  if (!declared) throw notFound('Invalid Response status code specified');
  const headers = Object.keys(response.responseParameters ?? {});
  const undeclared = headers.filter((header) => !Object.hasOwn(declared.responseParameters ?? {}, header));
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
export const getIntegrationResponse = (input: ResponsePath, context: OperationContext): IntegrationResponse =>
  responseAt(input, context);

const PATCHES: PatchRules<IntegrationResponse> = {
  '/selectionPattern': text('selectionPattern'),
  '/responseParameters/*': entry('responseParameters'),
  '/responseTemplates/*': entry('responseTemplates'),
  '/contentHandling': (response, { value }) => {
    Object.assign(response, { contentHandling: value });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
export function updateIntegrationResponse(
  input: ResponsePath,
  context: OperationContext,
): IntegrationResponse {
  const response = responseAt(input, context);
  const changed = { ...response };
  applyPatches(changed, input, PATCHES);
  checkResponse(changed, methodAt(input, context)[0]);
  return Object.assign(response, changed);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
export function deleteIntegrationResponse(input: ResponsePath, context: OperationContext): void {
  responseAt(input, context);
  const integration = integrationAt(input, context);
  const { [input.statusCode]: _gone, ...rest } = integration.integrationResponses ?? {};
  integration.integrationResponses = rest;
}
