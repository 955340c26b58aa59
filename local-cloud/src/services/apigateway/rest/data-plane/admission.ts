import type { Method } from '@aws-sdk/client-api-gateway';
import { lacksSignature } from '../../../../data-plane/admission.ts';
import { gateway } from '../store.ts';
import { type Exchange, GatewayFailure, type MethodExchange } from './exchange.ts';

/** The API key that a method wants. @throws GatewayFailure INVALID_API_KEY */
export function checkApiKey(
  { apiKeyRequired }: Method,
  { request, api, stage, cloud, region }: Exchange,
): { id: string; value: string } | undefined {
  if (!apiKeyRequired) return undefined;
  const value = request.header('x-api-key');
  const { apiKeys, usagePlans } = gateway({ cloud, region });
  const key = [...apiKeys.values()].find((each) => each.enabled && each.value === value);
  const planned = [...usagePlans.values()].some(
    ({ keys, apiStages = [] }) =>
      key &&
      keys.has(key.id) &&
      apiStages.some((each) => each.apiId === api.id && each.stage === stage.stageName),
  );
  if (!key || !planned) throw new GatewayFailure('INVALID_API_KEY', 'Forbidden');
  return { id: key.id, value: key.value };
}

/** @throws GatewayFailure MISSING_AUTHENTICATION_TOKEN where a signature is wanted and there is none */
export function checkSignature({ authorizationType }: Method, { request }: Exchange): void {
  if (!lacksSignature(authorizationType, request)) return;
  throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
}

/**
 * Requires the parameters that the method says are, where its validator looks at parameters.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 * @throws GatewayFailure BAD_REQUEST_PARAMETERS
 */
export function checkParameters({ method, request, pathParameters, snapshot }: MethodExchange): void {
  const validator = snapshot.requestValidators.get(method.requestValidatorId ?? '');
  if (!validator?.validateRequestParameters) return;
  const missing: string[] = [];
  for (const [parameter, required] of Object.entries(method.requestParameters ?? {})) {
    const [, , place, ...rest] = parameter.split('.');
    const name = rest.join('.');
    const values: Record<string, string | null | undefined> = {
      querystring: request.query.get(name),
      header: request.header(name.toLowerCase()),
      path: pathParameters[name],
    };
    if (required && !values[place ?? '']) missing.push(name);
  }
  if (missing.length === 0) return;
  throw new GatewayFailure(
    'BAD_REQUEST_PARAMETERS',
    `Missing required request parameters: [${missing.join(', ')}]`,
  );
}
