import type { IntegrationResponse } from '@aws-sdk/client-api-gateway';
import type { Header, HttpResponse } from '../../../../data-plane/events/index.ts';
import { corsTemplateAllows, isCorsTemplate } from '../cors-template.ts';
import { constantOf } from '../templates.ts';
import { GatewayFailure, type MethodExchange } from './exchange.ts';

const HEADER = 'method.response.header.';
const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';

/** The status that the request template (or the body it lets pass) asks for; its JSON may leave names unquoted. */
const STATUS_CODE = /["']?statusCode["']?\s*:\s*["']?(\d{3})/;

/**
 * Answers without a backend, as the integration says.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 * @throws GatewayFailure for a content type that no template is for, and where no integration response fits
 */
export function mockResponse(exchange: MethodExchange): HttpResponse {
  const { method, request } = exchange;
  const statusCode = STATUS_CODE.exec(requestBody(exchange))?.[1];
  const responses = Object.values(method.methodIntegration?.integrationResponses ?? {});
  const response = statusCode === undefined ? undefined : select(responses, statusCode);
  if (!response) {
    throw new GatewayFailure(
      'API_CONFIGURATION_ERROR',
      'Internal server error',
      'no integration response fits',
    );
  }
  const [contentType, template] = templateOf(response, request.header('accept'));
  const headers: Header[] = [['Content-Type', contentType]];
  for (const [name, value] of Object.entries(response.responseParameters ?? {})) {
    headers.push([name.slice(HEADER.length), constantOf(value) ?? '']);
  }
  if (!isCorsTemplate(template)) {
    return { status: Number(response.statusCode), headers, body: Buffer.from(template) };
  }
  const origin = request.header('origin') ?? '';
  const override = corsTemplateAllows(template, origin);
  return {
    status: Number(response.statusCode),
    headers: headers.map(([name, value]) => [name, override && name === ALLOW_ORIGIN ? origin : value]),
    body: Buffer.alloc(0),
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function requestBody({ method, request, http }: MethodExchange): string {
  const { requestTemplates = {}, passthroughBehavior } = method.methodIntegration ?? {};
  const contentType = request.header('content-type')?.split(';')[0]?.trim() ?? 'application/json';
  const template = requestTemplates[contentType];
  if (template !== undefined) return template ?? '';
  const none = Object.keys(requestTemplates).length === 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && !none)) {
    throw new GatewayFailure('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
  return http.body.toString('utf8');
}

/** The one whose pattern fits the status, else the one without a pattern. */
function select(
  responses: readonly IntegrationResponse[],
  statusCode: string,
): IntegrationResponse | undefined {
  return (
    responses.find(({ selectionPattern }) => selectionPattern && matches(selectionPattern, statusCode)) ??
    responses.find(({ selectionPattern }) => !selectionPattern)
  );
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

function templateOf({ responseTemplates = {} }: IntegrationResponse, accept = ''): [string, string] {
  const templates = Object.entries(responseTemplates);
  const wanted = accept.split(',').map((type) => type.split(';')[0]?.trim());
  return (
    templates.find(([type]) => wanted.includes(type)) ??
    templates.find(([type]) => type === 'application/json') ??
    templates[0] ?? ['application/json', '']
  );
}
