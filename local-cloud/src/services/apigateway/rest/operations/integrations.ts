import type {
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  Integration,
  PutIntegrationRequest,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, notFound, unsupported } from '../../shared/errors.ts';
import { lambdaTarget } from '../../shared/lambda-target.ts';
import { modelled } from '../input.ts';
import { applyPatches, entry, number, type PatchRules, text } from '../patch.ts';
import { refuseVelocity } from '../templates.ts';
import { type MethodPath, methodAt } from './methods.ts';

const DEFAULT_TIMEOUT_MS = 29_000;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const LONGEST_STREAM_MS = 900_000;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export const putIntegration = modelled<PutIntegrationRequest, Integration>(
  'PutIntegration',
  (input, context) => {
    const [method, resource] = methodAt(input, context);
    const { type, integrationHttpMethod: httpMethod, uri, connectionType, credentials } = input;
    const { requestParameters, requestTemplates, passthroughBehavior = 'WHEN_NO_MATCH' } = input;
    const { cacheNamespace = resource.id, cacheKeyParameters = [], contentHandling } = input;
    const { timeoutInMillis = DEFAULT_TIMEOUT_MS, responseTransferMode } = input;
    if (!['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'].includes(passthroughBehavior)) {
      throw badRequest('Invalid passthrough behavior specified');
    }
    const integration: Integration = {
      ...{ type, httpMethod, uri, connectionType, credentials, requestParameters, requestTemplates },
      ...{ passthroughBehavior, cacheNamespace, cacheKeyParameters, contentHandling, timeoutInMillis },
      responseTransferMode,
    };
    checkIntegration(integration);
    // Putting one again replaces it, and its responses with it.
    method.methodIntegration = integration;
    return integration;
  },
);

/** @throws AwsError BadRequestException for what API Gateway refuses, and for what is not supported here */
function checkIntegration(integration: Integration): void {
  const { type, uri, httpMethod, timeoutInMillis: timeout = DEFAULT_TIMEOUT_MS } = integration;
  const streams = integration.responseTransferMode === 'STREAM';
  const longest = streams ? LONGEST_STREAM_MS : DEFAULT_TIMEOUT_MS;
  if (timeout < 50 || timeout > longest)
    throw badRequest(`Timeout should be between 50 ms and ${longest} ms`);
  if (streams && type !== 'AWS_PROXY')
    throw badRequest('Response transfer mode STREAM is for proxy integrations only');
  if (type === 'MOCK') {
    refuseVelocity(integration.requestTemplates, 'requestTemplates');
    return;
  }
  if (type !== 'AWS_PROXY') throw unsupported(`An integration of type ${type}`);
  if (!httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
  if (!uri) throw badRequest('Invalid ARN specified in the request');
  if (!lambdaTarget(uri)) {
    throw /^arn:[^:]+:apigateway:/.test(uri)
      ? unsupported(`An AWS_PROXY integration with ${uri}`)
      : badRequest('Invalid ARN specified in the request');
  }
}

/** @throws AwsError NotFoundException */
export function integrationAt(input: MethodPath, context: OperationContext): Integration {
  const { methodIntegration } = methodAt(input, context)[0];
  if (!methodIntegration) throw notFound('Invalid Integration identifier specified');
  return methodIntegration;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const getIntegration = modelled<GetIntegrationRequest, Integration>(
  'GetIntegration',
  (input, context) => integrationAt(input, context),
);

const PATCHES: PatchRules<Integration> = {
  '/uri': text('uri'),
  '/httpMethod': text('httpMethod'),
  '/credentials': text('credentials'),
  '/cacheNamespace': text('cacheNamespace'),
  '/timeoutInMillis': number('timeoutInMillis'),
  '/requestTemplates/*': entry('requestTemplates'),
  '/requestParameters/*': entry('requestParameters'),
  '/passthroughBehavior': (integration, { value }) => {
    Object.assign(integration, { passthroughBehavior: value });
  },
  '/responseTransferMode': (integration, { value }) => {
    if (value !== 'BUFFERED' && value !== 'STREAM') throw badRequest('Invalid response transfer mode');
    integration.responseTransferMode = value;
  },
  '/contentHandling': (integration, { value }) => {
    Object.assign(integration, { contentHandling: value });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
export const updateIntegration = modelled<UpdateIntegrationRequest, Integration>(
  'UpdateIntegration',
  (input, context) => {
    const integration = integrationAt(input, context);
    const changed = { ...integration };
    applyPatches(changed, input, PATCHES);
    checkIntegration(changed);
    return Object.assign(integration, changed);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const deleteIntegration = modelled<DeleteIntegrationRequest, void>(
  'DeleteIntegration',
  (input, context) => {
    integrationAt(input, context);
    methodAt(input, context)[0].methodIntegration = undefined;
  },
);
