import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, conflict, unsupported } from '../errors.ts';
import { functionOf } from '../lambda-target.ts';
import { type Page, page } from '../page.ts';
import { merged } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, findIntegration } from '../store.ts';
import type { Integration } from '../types.ts';

/** What a request may take, and what it takes where nothing is said. */
const TIMEOUT = { least: 50, most: 30_000 };

const members = {
  connectionId: z.string().optional(),
  connectionType: z.enum(['INTERNET', 'VPC_LINK']).optional(),
  credentialsArn: z.string().optional(),
  description: z.string().max(1024).optional(),
  integrationMethod: z.string().optional(),
  integrationSubtype: z.string().optional(),
  integrationUri: z.string().optional(),
  payloadFormatVersion: z.string().optional(),
  requestParameters: z.record(z.string(), z.string()).optional(),
  responseParameters: z.record(z.string(), z.unknown()).optional(),
  timeoutInMillis: z.number().int().optional(),
  tlsConfig: z.looseObject({}).optional(),
};
const Type = z.enum(['AWS', 'HTTP', 'MOCK', 'HTTP_PROXY', 'AWS_PROXY']);
const CreateInput = z.looseObject({ apiId: z.string(), integrationType: Type, ...members });
const UpdateInput = z.looseObject({
  ...{ apiId: z.string(), integrationId: z.string(), integrationType: Type.optional() },
  ...members,
});

type Given = z.output<z.ZodObject<typeof members>> & Pick<Integration, 'integrationType'>;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#CreateIntegration */
export function createIntegration(input: unknown, context: OperationContext): Integration {
  const given = checkInput(CreateInput, input, 'BadRequestException');
  const api = findApi(given.apiId, context);
  const integration: Integration = merged(
    {
      integrationId: lowerId(7),
      integrationType: given.integrationType,
      connectionType: 'INTERNET' as const,
      timeoutInMillis: TIMEOUT.most,
    },
    kept(given),
  );
  check(integration, given);
  api.integrations.set(integration.integrationId, integration);
  autoDeploy(api);
  return integration;
}

/** What is stored of an input: HTTP APIs have no use for the rest, and do not answer it. */
const kept = (given: Given): Partial<Integration> => ({
  integrationType: given.integrationType,
  credentialsArn: given.credentialsArn,
  description: given.description,
  integrationMethod: given.integrationMethod,
  integrationUri: given.integrationUri,
  payloadFormatVersion: given.payloadFormatVersion,
  timeoutInMillis: given.timeoutInMillis,
});

/** @throws AwsError BadRequestException for what API Gateway refuses, and for what is not supported here */
function check(integration: Integration, given: Given): void {
  const { integrationType, integrationUri = '', timeoutInMillis: timeout = TIMEOUT.most } = integration;
  if (integrationType === 'HTTP_PROXY') throw unsupported('integrationType HTTP_PROXY');
  if (integrationType !== 'AWS_PROXY') {
    throw badRequest(`Invalid integration type ${integrationType} for HTTP protocol Api`);
  }
  if (given.integrationSubtype) throw unsupported(`integrationSubtype ${given.integrationSubtype}`);
  if (given.connectionType === 'VPC_LINK' || given.connectionId) throw unsupported('connectionType VPC_LINK');
  for (const member of ['requestParameters', 'responseParameters', 'tlsConfig'] as const) {
    if (Object.keys(given[member] ?? {}).length > 0) throw unsupported(`Integrations with ${member}`);
  }
  if (!functionOf(integrationUri)) {
    throw /^arn:[^:]+:apigateway:/.test(integrationUri)
      ? unsupported(`An AWS_PROXY integration with ${integrationUri}`)
      : badRequest('Invalid integration URI specified');
  }
  if (!integration.payloadFormatVersion) {
    throw badRequest('PayloadFormatVersion is a required parameter for integration');
  }
  if (!['1.0', '2.0'].includes(integration.payloadFormatVersion)) {
    throw badRequest(`PayloadFormatVersion ${integration.payloadFormatVersion} is not supported`);
  }
  if (timeout < TIMEOUT.least || timeout > TIMEOUT.most) {
    throw badRequest(`Timeout should be between ${TIMEOUT.least} ms and ${TIMEOUT.most} ms`);
  }
}

interface ById {
  apiId: string;
  integrationId: string;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#GetIntegration */
export const getIntegration = ({ apiId, integrationId }: ById, context: OperationContext): Integration =>
  findIntegration(findApi(apiId, context), integrationId);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#GetIntegrations */
export const getIntegrations = (input: { apiId: string }, context: OperationContext): Page<Integration> =>
  page(findApi(input.apiId, context).integrations.values(), input);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#UpdateIntegration */
export function updateIntegration(input: unknown, context: OperationContext): Integration {
  const given = checkInput(UpdateInput, input, 'BadRequestException');
  const api = findApi(given.apiId, context);
  const integration = merged(findIntegration(api, given.integrationId), kept(given));
  check(integration, given);
  api.integrations.set(integration.integrationId, integration);
  autoDeploy(api);
  return integration;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#DeleteIntegration */
export function deleteIntegration({ apiId, integrationId }: ById, context: OperationContext): void {
  const api = findApi(apiId, context);
  findIntegration(api, integrationId);
  const users = [...api.routes.values()].filter((route) => route.target === `integrations/${integrationId}`);
  if (users.length > 0) {
    const ids = users.map(({ routeId }) => routeId).join(', ');
    throw conflict(`Cannot delete Integration because it is referenced by the following Routes: ${ids}`);
  }
  api.integrations.delete(integrationId);
  autoDeploy(api);
}
