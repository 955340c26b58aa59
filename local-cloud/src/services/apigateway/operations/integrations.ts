import type { Integration } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, notFound, unsupported } from '../errors.ts';
import { lambdaTarget } from '../lambda-target.ts';
import { applyPatches, entry, number, type PatchRules, text } from '../patch.ts';
import { refuseVelocity } from '../templates.ts';
import { type MethodPath, methodAt } from './methods.ts';

const DEFAULT_TIMEOUT_MS = 29_000;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const LONGEST_STREAM_MS = 900_000;

const Templates = z.record(z.string(), z.string().nullable());

const PutInput = z.looseObject({
  type: z.enum(['HTTP', 'AWS', 'MOCK', 'HTTP_PROXY', 'AWS_PROXY']),
  httpMethod: z.string().optional(),
  uri: z.string().optional(),
  connectionType: z.string().optional(),
  credentials: z.string().optional(),
  requestParameters: z.record(z.string(), z.string()).optional(),
  requestTemplates: Templates.optional(),
  passthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).default('WHEN_NO_MATCH'),
  cacheNamespace: z.string().optional(),
  cacheKeyParameters: z.array(z.string()).default([]),
  contentHandling: z.enum(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']).optional(),
  timeoutInMillis: z.number().int().default(DEFAULT_TIMEOUT_MS),
  responseTransferMode: z.enum(['BUFFERED', 'STREAM']).optional(),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export function putIntegration(input: MethodPath, context: OperationContext): Integration {
  const [method, resource] = methodAt(input, context);
  const { restApiId: _api, resourceId: _resource, http_method: _method, ...body } = input;
  const given = checkInput(PutInput, body, 'BadRequestException');
  const integration = { cacheNamespace: resource.id, ...given } as Integration;
  checkIntegration(integration);
  // Putting one again replaces it, and its responses with it.
  method.methodIntegration = integration;
  return integration;
}

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
  if (!methodIntegration) throw notFound('No integration defined for method');
  return methodIntegration;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const getIntegration = (input: MethodPath, context: OperationContext): Integration =>
  integrationAt(input, context);

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
export function updateIntegration(input: MethodPath, context: OperationContext): Integration {
  const integration = integrationAt(input, context);
  const changed = { ...integration };
  applyPatches(changed, input, PATCHES);
  checkIntegration(changed);
  return Object.assign(integration, changed);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export function deleteIntegration(input: MethodPath, context: OperationContext): void {
  integrationAt(input, context);
  methodAt(input, context)[0].methodIntegration = undefined;
}
