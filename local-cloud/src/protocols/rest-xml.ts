import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { WireResponse } from '../http/wire-response.ts';
import type { HeadProtocol, Match } from './protocol.ts';
import { type RequestHead, RestBinding, routesOf } from './rest-binding.ts';
import { type Route, RouteTable } from './routes.ts';
import type { ServiceModel, Shape } from './shapes/model.ts';
import { readXml } from './shapes/read-xml.ts';
import { writeMembers } from './shapes/write-xml.ts';
import { elementsOf } from './xml.ts';
import { parseXml } from './xml-document.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

export interface RestXmlOptions {
  readonly namespace: string;
  /** How operations are told, made when the first request comes: as the model has it, unless told. */
  readonly routes?: () => Readonly<Record<string, Route>>;
  /** The root elements of answers, by operation, where they are not called as the output's shape. */
  readonly roots?: Readonly<Record<string, string>>;
  /** The operations whose answer is their only member, without an element around it. */
  readonly unwrapped?: readonly string[];
  /** The path to match, where it is not the request's own (S3 has the bucket in the host, too). */
  path?(request: ApiRequest): string;
  /** What of a request is not its body, where that is not only its headers. */
  head?(request: ApiRequest): RequestHead;
  /** A body that is no document: an operation gets it as it streams. */
  stream?(request: ApiRequest): unknown;
  /** A body as a whole, once it is what its headers promise. */
  whole?(request: ApiRequest, match: Match): Promise<Buffer>;
  /** The error for a document that is not what the input's shape says. */
  malformed?(): Error;
}

type Options = Required<Omit<RestXmlOptions, 'head'>> & Pick<RestXmlOptions, 'head'>;

const DEFAULTS: Omit<Required<RestXmlOptions>, 'namespace' | 'routes' | 'head'> = {
  ...{ roots: {}, unwrapped: [] },
  path: (request: ApiRequest) => request.path,
  stream: (request: ApiRequest) => request.raw,
  whole: (request: ApiRequest) => request.body(),
  malformed: () => new AwsError('SerializationException', 'The request body is not what the operation takes'),
};

/**
 * AWS REST XML protocol: method, path and query name the operation; where its input and output are in requests and answers,
 * and how documents are put together, is what the service's model says.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function restXmlProtocol(model: () => ServiceModel, given: RestXmlOptions): HeadProtocol {
  const options: Options = { ...DEFAULTS, routes: () => routesOf(model()), ...given };
  const binding = new RestBinding(model);
  let made: RouteTable | undefined;
  const table = (): RouteTable => {
    made ??= new RouteTable(options.routes());
    return made;
  };

  async function payloadOf(request: ApiRequest, match: Match, root: string, shape: string): Promise<unknown> {
    const bytes = await options.whole(request, match);
    if (model().shapes[shape]?.type !== 'structure') return bytes.toString('utf8');
    if (bytes.length === 0) return undefined;
    const [name, element] = await parseXml(bytes.toString('utf8'), options.malformed);
    if (name !== root) throw options.malformed();
    return readXml(model(), shape, element, options.malformed);
  }

  return {
    name: 'rest-xml',
    match: (request) => table().match(request.method, options.path(request), request.query),
    parse(request, match) {
      const input = binding.located(request, match, options.head?.(request));
      const { payload = '', members = {} } = binding.inputShape(match.operation) ?? {};
      const member = members[payload];
      if (!member) return input;
      if (model().shapes[member.shape]?.type === 'blob')
        return { ...input, [payload]: options.stream(request) };
      const { shape, locationName = payload } = member;
      return payloadOf(request, match, locationName, shape).then((value) => ({ ...input, [payload]: value }));
    },
    serialize(output, match, request): WireResponse {
      const { headers: own, body } = binding.parts(match.operation, output);
      const status = table().status(match.operation);
      const headers = { ...requestIds(request), ...own };
      const shape = binding.outputShape(match.operation);
      const inBody = shape && bodyOf(shape);
      if (!inBody || body === undefined) return { status, headers };
      if (inBody === 'payload') {
        const { payload = '', members = {} } = shape;
        const { shape: of = '', locationName = payload } = members[payload] ?? {};
        const payloadShape = model().shapes[of];
        if (payloadShape?.type !== 'structure')
          return { status, headers, body: body as WireResponse['body'] };
        return document(
          status,
          headers,
          locationName,
          writeMembers(model(), payloadShape, body, 'referred to'),
        );
      }
      const inner = writeMembers(model(), shape, body, 'referred to');
      if (options.unwrapped.includes(match.operation)) {
        return bare(status, headers, inner.replace('>', ` xmlns="${options.namespace}">`));
      }
      return document(status, headers, options.roots[match.operation] ?? nameOf(match), inner);
    },
    serializeError(error, request): WireResponse {
      const headers = requestIds(request);
      // A HEAD answer has no body, so all it can tell is the status.
      if (request.method === 'HEAD' || error.status === 304) return { status: error.status, headers };
      const content = {
        Code: error.code,
        Message: error.message,
        ...error.members,
        RequestId: request.requestId,
        HostId: request.requestId,
      };
      return bare(error.status, headers, `<Error>${elementsOf(content, 'referred to')}</Error>`);
    },
  };

  function document(
    status: number,
    headers: WireResponse['headers'],
    root: string,
    inner: string,
  ): WireResponse {
    return bare(status, headers, `<${root} xmlns="${options.namespace}">${inner}</${root}>`);
  }

  function nameOf({ operation }: Match): string {
    return model().operations[operation]?.output?.shape ?? operation;
  }
}

const bare = (status: number, headers: WireResponse['headers'], xml: string): WireResponse => ({
  status,
  headers: { ...headers, 'content-type': 'application/xml' },
  body: DECLARATION + xml,
});

/** What of an output is in the body: its payload, the members that are nowhere else, or nothing. */
function bodyOf({ payload, members = {} }: Shape): 'payload' | 'members' | undefined {
  if (payload !== undefined) return 'payload';
  return Object.values(members).some(({ location }) => !location) ? 'members' : undefined;
}

const requestIds = (request: ApiRequest): Record<string, string> => ({
  'x-amz-request-id': request.requestId,
  'x-amz-id-2': request.requestId,
});
