import { badRequest } from '../shared/errors.ts';
import { Router } from './router.ts';
import type { Api, ApiResource, Snapshot, SnapshotResource } from './types.ts';

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
