import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AwsError, notSupported, toAwsError } from '../core/aws-error.ts';
import type { Cloud } from '../core/cloud.ts';
import type { ConnectionListener } from '../core/listen.ts';
import { ApiRequest, type RequestHead } from '../http/api-request.ts';
import { guardHost, guardOrigin } from '../http/guard.ts';
import { respond } from '../http/respond.ts';
import { RawResponse, type WholeResponse, type WireResponse } from '../http/wire-response.ts';
import type { OperationContext } from '../protocols/operation.ts';
import type { Match, Protocol } from '../protocols/protocol.ts';
import type { Service } from '../services/service.ts';
import { DirectConnection } from './direct-connection.ts';
import { type DirectService, directServices, isDirect } from './direct-service.ts';
import { guessProtocol } from './guess-protocol.ts';
import { health } from './health.ts';
import { type Identified, identify, matched } from './identify.ts';
import { landing } from './landing.ts';

export interface GatewayOptions {
  readonly cloud: Cloud;
  readonly services: readonly Service[];
  readonly version: string;
  readonly console?: ConsoleDoor;
}

/** The console: a page, and what that asks for besides the AWS API. */
export interface ConsoleDoor {
  /** The page itself, which a link from anywhere may open; undefined for any other request. */
  page(request: ApiRequest): WireResponse | undefined;
  /** Whether a request is for what only the page may ask for. */
  claims(request: ApiRequest): boolean;
  handle(request: ApiRequest, response: ServerResponse): Promise<void>;
}

/** What is found out about a request on its way. */
interface Found {
  /** Known with the service. */
  protocol?: Protocol;
  target?: string;
  failure?: string;
}

/**
 * The way of every request: front doors to deployed code; guard, landing page, health and console; then identify → parse → dispatch → serialize, with one
 * catch around it all. Requests that are certainly for a service that answers from memory are read and answered by their
 * connection, between the same parse and serialize.
 */
export function createGateway({ cloud, services, version, console }: GatewayOptions) {
  const directService = directServices(services);
  const frontDoors = services.flatMap((service) => service.frontDoors ?? []);

  async function handle(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const request = new ApiRequest(raw);
    const found: Found = {};
    try {
      const direct = directService(raw);
      let identified = direct && matched(direct, request);
      if (!identified) {
        const door = frontDoors.find((candidate) => candidate.claims(request, cloud));
        if (door) return await door.handle(request, response, cloud);
        guardHost(request, cloud.hosts);
        const welcome = console?.page(request) ?? landing(request, services, cloud, version);
        if (welcome) return await respond(response, welcome);
        guardOrigin(request);
        const healthy = health(request, services, version);
        if (healthy) return await respond(response, healthy);
        if (console?.claims(request)) return await console.handle(request, response);
        identified = await identify(request, services);
      }
      if (!identified) {
        const asked = request.scope?.service ?? request.host;
        throw notSupported(`The service "${asked}" (${request.method} ${request.path})`);
      }
      const { protocol } = identified.service;
      const serving = serve(request, identified, found, (output, match) =>
        output instanceof RawResponse ? output : protocol.serialize(output, match, request),
      );
      const sending = respond(response, serving instanceof Promise ? await serving : serving);
      if (sending) await sending;
    } catch (thrown) {
      const { protocol = guessProtocol(request) } = found;
      await answerError(response, protocol.serializeError(failed(thrown, found), request));
    } finally {
      tell(request, response.statusCode, found, started);
    }
  }

  /** A request that its connection has read. */
  function answer(request: ApiRequest, service: DirectService): WholeResponse | Promise<WholeResponse> {
    const started = performance.now();
    const { protocol } = service;
    const found: Found = { protocol };
    const end = (wire: WholeResponse): WholeResponse => {
      tell(request, wire.status, found, started);
      return wire;
    };
    const refuse = (thrown: unknown) => end(protocol.serializeError(failed(thrown, found), request));
    try {
      const serving = serve(request, matched(service, request), found, (output, match) =>
        protocol.serialize(output, match, request),
      );
      return serving instanceof Promise ? serving.then(end, refuse) : end(serving);
    } catch (thrown) {
      return refuse(thrown);
    }
  }

  /** parse → dispatch → serialize. What is there already is not waited for: every wait lets others in between. */
  function serve<Wire>(
    request: ApiRequest,
    { service, match: matching }: Identified,
    found: Found,
    serialize: (output: unknown, match: Match) => Wire,
  ): Wire | Promise<Wire> {
    const { protocol, operations } = service;
    found.protocol = protocol;
    return whenThere(matching, (match) => {
      found.target = targetOf(service, match?.operation);
      const operation = match && Object.hasOwn(operations, match.operation) && operations[match.operation];
      if (!match || !operation) throw unknown(request, service, match?.operation);
      const context = contextOf(request, cloud);
      service.admit?.(request, match, context);
      const act = (input: unknown) => operation(input, context);
      const output = whenThere(
        protocol.parse(request, match),
        savesNothing(service, match.operation, cloud) ? act : (input) => cloud.records.unit(() => act(input)),
      );
      return whenThere(output, (given) => serialize(given, match));
    });
  }

  function tell(request: ApiRequest, status: number, found: Found, started: number): void {
    const { target, failure } = found;
    const isTold = target !== undefined || failure !== undefined;
    if (!isTold || cloud.events.listenerCount('request') === 0) return;
    const durationMs = performance.now() - started;
    const { method, path, requestId, region, scope } = request;
    const traceId = request.header('x-amzn-trace-id');
    cloud.events.emit('request', {
      kind: 'api',
      method,
      path,
      status,
      durationMs,
      target,
      error: failure,
      requestId,
      traceId,
      region,
      accessKeyId: scope?.accessKeyId,
    });
  }

  const connect: ConnectionListener = (socket, toHttp) => {
    new DirectConnection(socket, toHttp, { find, answer });
  };
  const find = (head: RequestHead): DirectService | undefined => {
    const service = directService(head);
    return isDirect(service) ? service : undefined;
  };
  return { handle, connect };
}

/** By service and operation: one text for all requests, whoever keeps it. */
const targets = new Map<string, Map<string, string>>();
const MOST_TARGETS = 1000;

function targetOf({ id }: Pick<Service, 'id'>, operation = '?'): string {
  let ofService = targets.get(id);
  if (!ofService) {
    ofService = new Map();
    targets.set(id, ofService);
  }
  const known = ofService.get(operation);
  if (known !== undefined) return known;
  const made = `${id}:${operation}`;
  // Names that are none can be anything.
  if (ofService.size < MOST_TARGETS) ofService.set(operation, made);
  return made;
}

function whenThere<In, Out>(
  given: In | Promise<In>,
  then: (given: In) => Out | Promise<Out>,
): Out | Promise<Out> {
  return given instanceof Promise ? given.then(then) : then(given);
}

/** The error that a client gets for whatever was thrown. */
function failed(thrown: unknown, found: Found): AwsError {
  const error = toAwsError(thrown);
  found.failure =
    error.cause instanceof Error ? (error.cause.stack ?? error.message) : `${error.code}: ${error.message}`;
  return error;
}

/** Operations that change nothing by their names. Should one do so nevertheless, that is saved a moment after its answer. */
const READS = /^(Get|List|Describe|Head|Filter|Invoke)/;

const savesNothing = (service: Service, operation: string, { records }: Cloud): boolean =>
  !records.isKept || service.savesItself === true || READS.test(operation);

function contextOf(request: ApiRequest, cloud: Cloud): OperationContext {
  return { cloud, region: request.region, accountId: cloud.accountId, requestId: request.requestId, request };
}

function unknown(request: ApiRequest, service: Service, operation: string | undefined): AwsError {
  if (operation !== undefined && service.unknownOperation) return service.unknownOperation(operation);
  return notSupported(describe(request, service, operation));
}

function describe(request: ApiRequest, service: Service, operation: string | undefined): string {
  return operation
    ? `The operation ${operation} of ${service.title}`
    : `${request.method} ${request.path} of ${service.title}`;
}

/** An answer that had begun can't be turned into an error; the client must see it break off. */
async function answerError(response: ServerResponse, wire: WireResponse): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  await respond(response, wire);
}
