import { jsonBody, toJson } from './json.ts';
import type { Protocol } from './protocol.ts';
import { type Route, RouteTable } from './routes.ts';

/**
 * AWS REST JSON protocol: method and path name the operation; its input is the JSON body, the query parameters and the
 * path parameters together (the later win). Headers that carry input are read by the operations that have some.
 *
 * @param routes the HTTP binding of every operation
 * @param options.errorMessageKey `message`, or `Message` as Lambda has it
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJsonProtocol(
  routes: Readonly<Record<string, Route>>,
  options: { errorMessageKey?: 'message' | 'Message' } = {},
): Protocol {
  const table = new RouteTable(routes);
  const messageKey = options.errorMessageKey ?? 'message';
  return {
    name: 'rest-json',
    match: (request) => table.match(request.method, request.path, request.query),
    async parse(request, match) {
      const body = table.hasPayload(match.operation) ? {} : await jsonBody(request);
      return { ...body, ...queryMembers(request.query), ...match.pathParameters };
    },
    serialize(output, match, request) {
      const status = table.status(match.operation);
      const headers = { 'x-amzn-requestid': request.requestId };
      if (status === 204) return { status, headers };
      return { status, headers: { ...headers, 'content-type': 'application/json' }, body: toJson(output) };
    },
    serializeError(error, request) {
      return {
        status: error.status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': request.requestId,
          'x-amzn-errortype': error.code,
        },
        body: toJson({ ...error.members, [messageKey]: error.message }),
      };
    },
  };
}

/** Query parameters by name; one that comes several times is a list. */
function queryMembers(query: URLSearchParams): Record<string, string | string[]> {
  const members: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    members[name] = values.length > 1 ? values : values[0]!;
  }
  return members;
}
