import type { Cloud } from '../../../core/cloud.ts';
import { collection, defineStore, regionsOf } from '../../../core/store.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Address } from '../../service.ts';
import { notFound } from '../shared/errors.ts';
import { apiPacking } from '../shared/packing.ts';
import { Router } from './router.ts';
import type { Deployment, HttpApi, Integration, Route, Snapshot, Stage } from './types.ts';

const STORE = 'apigatewayv2';

const packing = apiPacking<Route, Snapshot, HttpApi>((routes) => new Router(routes));

/** One region's HTTP APIs, by id. */
export const httpApis = defineStore(STORE, ({ cloud, region }) =>
  collection(cloud, [STORE, region, 'apis'], packing),
);

/** @throws AwsError NotFoundException */
export function findApi(apiId: string, context: OperationContext): HttpApi {
  const api = httpApis(context).get(apiId);
  if (!api) throw notFound(`Invalid API identifier specified ${context.accountId}:${apiId}`);
  return api;
}

/** @throws AwsError NotFoundException */
export function findIntegration(api: HttpApi, integrationId: string): Integration {
  const integration = api.integrations.get(integrationId);
  if (!integration) throw notFound(`Invalid Integration identifier specified ${integrationId}`);
  return integration;
}

/** @throws AwsError NotFoundException */
export function findRoute(api: HttpApi, routeId: string): Route {
  const route = api.routes.get(routeId);
  if (!route) throw notFound(`Invalid Route identifier specified ${routeId}`);
  return route;
}

/** @throws AwsError NotFoundException */
export function findDeployment(api: HttpApi, deploymentId: string): Deployment {
  const deployment = api.deployments.get(deploymentId);
  if (!deployment) throw notFound(`Invalid Deployment identifier specified ${deploymentId}`);
  return deployment.facts;
}

/** @throws AwsError NotFoundException */
export function findStage(api: HttpApi, stageName: string): Stage {
  const stage = api.stages.get(stageName);
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}

/** The API of an invoke URL, which names no region. */
export function apiAnywhere(cloud: Cloud, apiId: string): HttpApi | undefined {
  for (const region of regionsOf(cloud, STORE)) {
    const api = httpApis({ cloud, region }).get(apiId);
    if (api) return api;
  }
  return undefined;
}

/** Where every HTTP API answers, of all regions. */
export const addresses = (cloud: Cloud): Address[] =>
  regionsOf(cloud, STORE)
    .flatMap((region) => [...httpApis({ cloud, region }).values()])
    .map(({ settings }) => ({
      name: settings.name ?? '',
      kind: 'HTTP API',
      url: `${settings.apiEndpoint ?? ''}/`,
    }));
