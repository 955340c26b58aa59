import type { ApiRequest } from '../http/api-request.ts';
import type { WireResponse } from '../http/wire-response.ts';
import type { HeadProtocol } from './protocol.ts';
import { type Route, RouteTable } from './routes.ts';
import { toXml, type XmlRecord } from './xml.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An operation's output in XML: the root element's name and what is in it. */
export interface XmlDocument {
  readonly root: string;
  readonly content: XmlRecord;
}

/**
 * AWS REST XML protocol: method, path and query name the operation. Its input is the path and query parameters; a body
 * is the operation's to read, because S3's is more often an object than a document. An operation answers an
 * `XmlDocument`, a `RawResponse`, or nothing.
 *
 * @param options.routes how operations are told, made when the first request comes
 * @param options.path the path to match, where it is not the request's own (S3 has the bucket in the host, too)
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function restXmlProtocol(options: {
  namespace: string;
  routes: () => Readonly<Record<string, Route>>;
  path: (request: ApiRequest) => string;
}): HeadProtocol {
  let made: RouteTable | undefined;
  const table = (): RouteTable => {
    made ??= new RouteTable(options.routes());
    return made;
  };
  return {
    name: 'rest-xml',
    match: (request) => table().match(request.method, options.path(request), request.query),
    parse: (request, match) => ({ ...Object.fromEntries(request.query), ...match.pathParameters }),
    serialize(output, match, request): WireResponse {
      const status = table().status(match.operation);
      const headers = requestIds(request);
      if (output === undefined) return { status, headers };
      const { root, content } = output as XmlDocument;
      const xml = toXml(root, content, 'flattened').replace(root, `${root} xmlns="${options.namespace}"`);
      return { status, headers: { ...headers, 'content-type': 'application/xml' }, body: DECLARATION + xml };
    },
    serializeError(error, request): WireResponse {
      const headers = requestIds(request);
      // A HEAD answer has no body, so all it can tell is the status.
      if (request.method === 'HEAD' || error.status === 304) return { status: error.status, headers };
      const content = {
        Code: error.code,
        Message: error.message,
        ...(error.members as XmlRecord),
        RequestId: request.requestId,
        HostId: request.requestId,
      };
      const body = DECLARATION + toXml('Error', content, 'flattened');
      return { status: error.status, headers: { ...headers, 'content-type': 'application/xml' }, body };
    },
  };
}

const requestIds = (request: ApiRequest): Record<string, string> => ({
  'x-amz-request-id': request.requestId,
  'x-amz-id-2': request.requestId,
});
