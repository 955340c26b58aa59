import type { GatewayResponse, Model, RequestValidator } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../shared/errors.ts';
import { Router } from './router.ts';
import type { Api, ApiResource, StoredMethod } from './types.ts';

export interface SnapshotResource {
  readonly id: string;
  readonly path: string;
  readonly methods: ReadonlyMap<string, StoredMethod>;
}

/** An API's configuration as a deployment froze it, ready to be served. */
export interface Snapshot {
  readonly router: Router<SnapshotResource>;
  readonly binaryMediaTypes: readonly string[];
  readonly requestValidators: ReadonlyMap<string, RequestValidator>;
  readonly models: ReadonlyMap<string, Model>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  /** Whose API keys count: those in the `x-api-key` header, as the alternative needs an authorizer. */
  readonly apiSummary: Record<
    string,
    Record<string, { authorizationType?: string; apiKeyRequired?: boolean }>
  >;
}

/**
 * Freezes an API for a deployment.
 *
 * @throws AwsError BadRequestException where there is nothing, or something unfinished, to deploy
 */
export function takeSnapshot(api: Api): Snapshot {
  const resources = [...api.resources.values()].filter(({ methods }) => methods.size > 0);
  if (resources.length === 0) throw badRequest("The REST API doesn't contain any methods");
  const methods = resources.flatMap((resource) => [...resource.methods.values()]);
  if (methods.some(({ methodIntegration }) => !methodIntegration)) {
    throw badRequest('No integration defined for method');
  }
  return {
    router: new Router(resources.map((resource) => ({ path: resource.path, target: frozen(resource) }))),
    binaryMediaTypes: [...(api.settings.binaryMediaTypes ?? [])],
    requestValidators: structuredClone(api.requestValidators),
    models: structuredClone(api.models),
    gatewayResponses: structuredClone(api.gatewayResponses),
    apiSummary: Object.fromEntries(resources.map((resource) => [resource.path, summary(resource)])),
  };
}

const frozen = ({ id, path, methods }: ApiResource): SnapshotResource => ({
  id,
  path,
  methods: structuredClone(methods),
});

const summary = ({ methods }: ApiResource) =>
  Object.fromEntries(
    [...methods].map(([name, { authorizationType, apiKeyRequired }]) => [
      name,
      { authorizationType, apiKeyRequired },
    ]),
  );
