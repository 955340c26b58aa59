import type { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { WireResponse } from '../http/wire-response.ts';
import { decodedBody } from './decoded-body.ts';
import { type FormValue, parseForm } from './form.ts';
import type { Match, Protocol } from './protocol.ts';
import type { ServiceModel } from './shapes/model.ts';
import { writeXml } from './shapes/write-xml.ts';
import { elementsOf } from './xml.ts';

/** Whether a request looks like the query protocol: a form posted to the root, or `?Action=` in the URL. */
export function looksLikeQuery(request: ApiRequest): boolean {
  const form = request.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  return (request.method === 'POST' && form) || request.query.has('Action');
}

/** Whoever identifies a request reads them, and who takes its input from them. */
const known = new WeakMap<ApiRequest, Promise<URLSearchParams>>();

/** The parameters of a query request, from the form and the URL together. */
export function queryParameters(request: ApiRequest): Promise<URLSearchParams> {
  const read = known.get(request) ?? readParameters(request);
  known.set(request, read);
  return read;
}

async function readParameters(request: ApiRequest): Promise<URLSearchParams> {
  const parameters = new URLSearchParams(request.query);
  if (request.method === 'POST') {
    for (const [name, value] of new URLSearchParams((await decodedBody(request)).toString('utf8')))
      parameters.set(name, value);
  }
  return parameters;
}

/**
 * AWS query protocol: a form in, XML out. Lists are `Name.member.1`, structures `Name.Member`.
 *
 * @param namespace the XML namespace of the answers, e.g. `https://sts.amazonaws.com/doc/2011-06-15/`
 * @param model by whose shapes outputs are written; without it there are none
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryProtocol(namespace: string, model?: () => ServiceModel): Protocol {
  return {
    name: 'query',
    async match(request): Promise<Match | undefined> {
      const operation = (await queryParameters(request)).get('Action');
      return operation ? { operation } : undefined;
    },
    async parse(request): Promise<Record<string, FormValue>> {
      const { Action: _, Version: __, ...input } = parseForm(await queryParameters(request));
      return input;
    },
    serialize(output, match, request): WireResponse {
      const { operation } = match;
      const reference = model?.().operations[operation]?.output;
      const result =
        output === undefined || !model || !reference
          ? ''
          : writeXml(model(), reference, output, `${operation}Result`, 'replaced');
      const body =
        `<${operation}Response xmlns="${namespace}">${result}` +
        `<ResponseMetadata><RequestId>${request.requestId}</RequestId></ResponseMetadata></${operation}Response>`;
      return xmlResponse(200, body, request);
    },
    serializeError(error: AwsError, request): WireResponse {
      const members = {
        Type: error.fault === 'client' ? 'Sender' : 'Receiver',
        Code: error.code,
        Message: error.message,
        ...error.members,
      };
      const detail = elementsOf(members, 'replaced');
      const body = `<ErrorResponse xmlns="${namespace}"><Error>${detail}</Error><RequestId>${request.requestId}</RequestId></ErrorResponse>`;
      return xmlResponse(error.status, body, request);
    },
  };
}

function xmlResponse(status: number, body: string, request: ApiRequest): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': request.requestId }, body };
}
