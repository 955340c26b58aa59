import type {
  CreateIntegrationRequest,
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { lowerId } from '../../../../core/ids.ts';
import { badRequest, conflict, unsupported } from '../../shared/errors.ts';
import { lambdaTargetOrArn } from '../../shared/lambda-target.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { merged } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, findIntegration } from '../store.ts';
import type { Integration, Wire } from '../types.ts';

/** What a request may take, and what it takes where nothing is said. */
const TIMEOUT = { least: 50, most: 30_000 };

type Given = Omit<Wire<UpdateIntegrationRequest>, 'apiId' | 'integrationId'>;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#CreateIntegration */
export const createIntegration = modelled<Wire<CreateIntegrationRequest>, Integration>(
  'CreateIntegration',
  (input, context) => {
    const given = input;
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
  },
);

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
  if (given.connectionType === 'VPC_LINK') throw unsupported('connectionType VPC_LINK');
  if (!lambdaTargetOrArn(integrationUri)) {
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

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#GetIntegration */
export const getIntegration = modelled<Wire<GetIntegrationRequest>, Integration>(
  'GetIntegration',
  ({ apiId, integrationId }, context) => findIntegration(findApi(apiId, context), integrationId),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#GetIntegrations */
export const getIntegrations = modelled<Wire<GetIntegrationsRequest>, TokenPage<Integration>>(
  'GetIntegrations',
  (input, context) => pageByToken(findApi(input.apiId, context).integrations.values(), input),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#UpdateIntegration */
export const updateIntegration = modelled<Wire<UpdateIntegrationRequest>, Integration>(
  'UpdateIntegration',
  (input, context) => {
    const given = input;
    const api = findApi(given.apiId, context);
    const integration = merged(findIntegration(api, given.integrationId), kept(given));
    check(integration, given);
    api.integrations.set(integration.integrationId, integration);
    autoDeploy(api);
    return integration;
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#DeleteIntegration */
export const deleteIntegration = modelled<Wire<DeleteIntegrationRequest>, void>(
  'DeleteIntegration',
  ({ apiId, integrationId }, context) => {
    const api = findApi(apiId, context);
    findIntegration(api, integrationId);
    const users = [...api.routes.values()].filter(
      (route) => route.target === `integrations/${integrationId}`,
    );
    if (users.length > 0) {
      const ids = users.map(({ routeId }) => routeId).join(', ');
      throw conflict(`Cannot delete Integration because it is referenced by the following Routes: ${ids}`);
    }
    api.integrations.delete(integrationId);
    autoDeploy(api);
  },
);
