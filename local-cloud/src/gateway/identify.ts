import type { ApiRequest } from '../http/api-request.ts';
import { looksLikeQuery, queryParameters } from '../protocols/query.ts';
import { cborServiceOf } from '../protocols/rpc-v2-cbor.ts';
import type { Service } from '../services/service.ts';

/**
 * Finds the service a request is for. In this order, from what names it surely to what merely suggests it: the signing
 * name, the target prefix, the path, the host, the form; what is left is S3's, whose paths can be anything.
 */
export async function identifyService(
  request: ApiRequest,
  services: readonly Service[],
): Promise<Service | undefined> {
  return (
    bySigningName(request, services) ??
    byTarget(request, services) ??
    byPath(request, services) ??
    byHost(request, services) ??
    (await byForm(request, services)) ??
    byDefault(request, services)
  );
}

function bySigningName(request: ApiRequest, services: readonly Service[]): Service | undefined {
  const name = request.scope?.service;
  if (!name) return undefined;
  const candidates = services.filter((service) => service.signingNames.includes(name));
  // API Gateway's v1 and v2 APIs share a signing name and differ by path, DynamoDB and its streams by target.
  return candidates.length > 1
    ? (byTarget(request, candidates) ??
        candidates.find((service) => service.protocol.match(request) !== undefined) ??
        candidates[0])
    : candidates[0];
}

function byTarget(request: ApiRequest, services: readonly Service[]): Service | undefined {
  const prefix = request.header('x-amz-target')?.split('.')[0] ?? cborServiceOf(request);
  return prefix ? services.find((service) => service.targetPrefixes?.includes(prefix)) : undefined;
}

function byPath(request: ApiRequest, services: readonly Service[]): Service | undefined {
  // A request signed for a service that is not here: paths such as /tags/{arn} are those of many.
  if (request.scope) return undefined;
  return services.find(
    (service) => service.protocol.name === 'rest-json' && service.protocol.match(request) !== undefined,
  );
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
