import type { Cloud } from '../../core/cloud.ts';
import { defineStore, regionsOf } from '../../core/store.ts';
import type { Address, OperationContext } from '../service.ts';
import { notFound } from './errors.ts';
import type { Api, ApiResource, StoredApiKey, StoredMethod, StoredStage, StoredUsagePlan } from './types.ts';

const STORE = 'apigateway';

/** One region's REST APIs, and what belongs to the account there. */
export class ApiGatewayStore {
  readonly apis = new Map<string, Api>();
  readonly apiKeys = new Map<string, StoredApiKey>();
  readonly usagePlans = new Map<string, StoredUsagePlan>();
  cloudwatchRoleArn: string | undefined;
}

export const gateway = defineStore(STORE, () => new ApiGatewayStore());

/** @throws AwsError NotFoundException */
export function findApi(id: string, context: OperationContext): Api {
  const api = gateway(context).apis.get(id);
  if (!api) throw notFound(`Invalid API identifier specified ${context.accountId}:${id}`);
  return api;
}

/** @throws AwsError NotFoundException */
export function findResource(api: Api, id: string): ApiResource {
  const resource = api.resources.get(id);
  if (!resource) throw notFound('Invalid Resource identifier specified');
  return resource;
}

/** @throws AwsError NotFoundException */
export function findMethod(resource: ApiResource, httpMethod: string): StoredMethod {
  const method = resource.methods.get(httpMethod);
  if (!method) throw notFound('Invalid Method identifier specified');
  return method;
}

/** @throws AwsError NotFoundException */
export function findStage(api: Api, name: string): StoredStage {
  const stage = api.stages.get(name);
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}

/** The API of an invoke URL, which names no region, and the region it is in. */
export function apiAnywhere(cloud: Cloud, id: string): { api: Api; region: string } | undefined {
  for (const region of regionsOf(cloud, STORE)) {
    const api = gateway({ cloud, region }).apis.get(id);
    if (api) return { api, region };
  }
  return undefined;
}

/** Where the stages of every REST API answer, of all regions. */
export const addresses = (cloud: Cloud): Address[] =>
  regionsOf(cloud, STORE)
    .flatMap((region) => [...gateway({ cloud, region }).apis.values()])
    .flatMap((api) =>
      [...api.stages.keys()].map((stage) => ({
        name: api.settings.name ?? '',
        kind: 'REST API',
        url: `${cloud.endpoint}/restapis/${api.id}/${stage}/_user_request_/`,
      })),
    );
