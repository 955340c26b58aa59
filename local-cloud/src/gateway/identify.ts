import type { ApiRequest } from '../http/api-request.ts';
import { targetPrefix } from '../http/target.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { looksLikeQuery, queryParameters } from '../protocols/query.ts';
import { cborServiceOf } from '../protocols/rpc-v2-cbor.ts';
import type { Service } from '../services/service.ts';

/** What a request is for. */
export interface Identified {
  readonly service: Service;
  /** Its operation, once that is read; undefined where it is none that the service's protocol knows. */
  readonly match: ReturnType<Protocol['match']>;
}

/**
 * Finds the service a request is for, and the operation. In this order, from what names the service surely to what merely
 * suggests it: the signing name, the target prefix, the path, the host, the form; what is left is S3's, whose paths can be
 * anything.
 */
export async function identify(
  request: ApiRequest,
  services: readonly Service[],
): Promise<Identified | undefined> {
  const signed = bySigningName(request, services);
  const named = signed.length === 1 ? signed[0] : byTarget(request, signed.length > 1 ? signed : services);
  if (named) return matched(named, request);
  // API Gateway's v1 and v2 APIs share a signing name and differ by path.
  if (signed.length > 1) return byPath(request, signed) ?? { service: signed[0]!, match: undefined };
  // A request signed for a service that is not here: paths such as /tags/{arn} are those of many.
  const found = request.scope ? undefined : byPath(request, services.filter(isRestJson));
  if (found) return found;
  const service =
    byHost(request, services) ?? (await byForm(request, services)) ?? byDefault(request, services);
  return service && matched(service, request);
}

/** The operation of a request that is for this service. */
export const matched = (service: Service, request: ApiRequest): Identified => ({
  service,
  match: service.protocol.match(request),
});

function bySigningName({ scope }: ApiRequest, services: readonly Service[]): readonly Service[] {
  return scope ? services.filter(({ signingNames }) => signingNames.includes(scope.service)) : [];
}

function byTarget(request: ApiRequest, services: readonly Service[]): Service | undefined {
  const target = request.header('x-amz-target');
  const prefix = target === undefined ? cborServiceOf(request) : targetPrefix(target);
  return prefix ? services.find((service) => service.targetPrefixes?.includes(prefix)) : undefined;
}

const isRestJson = ({ protocol }: Service): boolean => protocol.name === 'rest-json';

function byPath(request: ApiRequest, services: readonly Service[]): Identified | undefined {
  for (const service of services) {
    const identified = matched(service, request);
    if (identified.match) return identified;
  }
  return undefined;
}

function byHost(request: ApiRequest, services: readonly Service[]): Service | undefined {
  if (!request.host.includes('.amazonaws.com')) return undefined;
  const labels = request.host.split('.');
  return services.find((service) => (service.hostPrefixes ?? service.signingNames).includes(labels[0] ?? ''));
}

async function byForm(request: ApiRequest, services: readonly Service[]): Promise<Service | undefined> {
  if (!looksLikeQuery(request) || request.path !== '/') return undefined;
  const parameters = await queryParameters(request);
  const [version, action] = [parameters.get('Version'), parameters.get('Action') ?? ''];
  const candidates = services.filter(
    (service) => service.protocol.name === 'query' && service.apiVersion === version,
  );
  // Services may share a version, so the action decides; one that nobody has is refused by a service that could have it.
  return candidates.find((service) => Object.hasOwn(service.operations, action)) ?? candidates[0];
}

/** Unsigned requests that nothing else claims are for a bucket; signed ones have named a service that is not here. */
function byDefault(request: ApiRequest, services: readonly Service[]): Service | undefined {
  return request.scope ? undefined : services.find((service) => service.protocol.name === 'rest-xml');
}
