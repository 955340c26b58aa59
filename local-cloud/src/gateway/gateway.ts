import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AwsError, notSupported, toAwsError } from '../core/aws-error.ts';
import type { Cloud } from '../core/cloud.ts';
import { type Protocol, RawResponse, type WireResponse } from '../protocols/protocol.ts';
import type { OperationContext, Service } from '../services/service.ts';
import { ApiRequest } from './api-request.ts';
import { directServices } from './direct-service.ts';
import { guardHost, guardOrigin } from './guard.ts';
import { guessProtocol } from './guess-protocol.ts';
import { health } from './health.ts';
import { identifyService } from './identify.ts';
import { landing } from './landing.ts';
import { respond } from './respond.ts';

export interface GatewayOptions {
  readonly cloud: Cloud;
  readonly services: readonly Service[];
  readonly version: string;
}

/**
 * The way of every request: front doors to deployed code; guard, landing page and health; then identify → parse → dispatch → serialize, with one
 * catch around it all.
 */
export function createGateway({ cloud, services, version }: GatewayOptions) {
  const direct = directServices(services);
  const frontDoors = services.flatMap((service) => service.frontDoors ?? []);

  return async function handle(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const request = new ApiRequest(raw);
    let protocol: Protocol = guessProtocol(request);
    let target: string | undefined;
    let failure: string | undefined;
    try {
      let service = direct(raw);
      if (!service) {
        const door = frontDoors.find((candidate) => candidate.claims(request, cloud));
        if (door) return await door.handle(request, response, cloud);
        guardHost(request, cloud.hosts);
        const welcome = landing(request, services, cloud, version);
        if (welcome) return await respond(response, welcome);
        guardOrigin(request);
        const healthy = health(request, services, version);
        if (healthy) return await respond(response, healthy);
        service = await identifyService(request, services);
      }
      if (!service)
        throw notSupported(
          `The service "${request.scope?.service ?? request.host}" (${request.method} ${request.path})`,
        );
      protocol = service.protocol;
      const context = contextOf(request, cloud);
      const matching = protocol.match(request);
      // What is there already is not waited for: every wait lets others in between, and most requests need but one.
      const match = matching instanceof Promise ? await matching : matching;
      target = `${service.id}:${match?.operation ?? '?'}`;
      const operation =
        match && Object.hasOwn(service.operations, match.operation) && service.operations[match.operation];
      if (!match || !operation) throw unknown(request, service, match?.operation);
      const input = await protocol.parse(request, match);
      const working = savesNothing(service, match.operation, cloud)
        ? operation(input, context)
        : cloud.records.unit(() => operation(input, context));
      const output = working instanceof Promise ? await working : working;
      const wire = output instanceof RawResponse ? output : protocol.serialize(output, match, request);
      const sending = respond(response, wire);
      if (sending) await sending;
    } catch (thrown) {
      const error = toAwsError(thrown);
      failure =
        error.cause instanceof Error
          ? (error.cause.stack ?? error.message)
          : `${error.code}: ${error.message}`;
      await answerError(response, protocol.serializeError(error, request));
    } finally {
      const isTold = target !== undefined || failure !== undefined;
      if (isTold && cloud.events.listenerCount('request') > 0) {
        const durationMs = performance.now() - started;
        const { method, path } = request;
        const { statusCode: status } = response;
        cloud.events.emit('request', {
          kind: 'api',
          method,
          path,
          status,
          durationMs,
          target,
          error: failure,
        });
      }
    }
  };
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
