import type { Cloud } from '../../../core/cloud.ts';
import type { Collection } from '../../../core/records/collection.ts';
import { collection, defineStore, regionsOf, type StoreScope } from '../../../core/store.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Address } from '../../service.ts';
import { notFound } from '../shared/errors.ts';
import { apiPacking } from '../shared/packing.ts';
import { type Route, Router } from './router.ts';
import type {
  Api,
  ApiResource,
  Snapshot,
  SnapshotResource,
  StoredApiKey,
  StoredMethod,
  StoredStage,
  StoredUsagePlan,
} from './types.ts';

const STORE = 'apigateway';

const packing = apiPacking<Route<SnapshotResource>, Snapshot, Api>((routes) => new Router(routes));

/** One region's REST APIs, and what belongs to the account there. */
export class ApiGatewayStore {
  readonly apis: Collection<Api>;
  readonly apiKeys: Collection<StoredApiKey>;
  readonly usagePlans: Collection<StoredUsagePlan>;
  readonly #account: Collection<Account>;

  constructor({ cloud, region }: StoreScope) {
    this.apis = collection(cloud, [STORE, region, 'apis'], packing);
    this.apiKeys = collection(cloud, [STORE, region, 'api-keys']);
    this.usagePlans = collection(cloud, [STORE, region, 'usage-plans']);
    this.#account = collection(cloud, [STORE, region, 'account']);
  }

  get cloudwatchRoleArn(): string | undefined {
    return this.#account.peek('settings')?.cloudwatchRoleArn;
  }

  set cloudwatchRoleArn(cloudwatchRoleArn: string | undefined) {
    this.#account.set('settings', { cloudwatchRoleArn });
  }
}

interface Account {
  readonly cloudwatchRoleArn: string | undefined;
}

export const gateway = defineStore(STORE, (scope) => new ApiGatewayStore(scope));

/**
 * @param missing what is said of an API that is not there: requests about a part of it are told that this is not there
 * @throws AwsError NotFoundException
 */
export function findApi(id: string, context: OperationContext, missing?: string): Api {
  const api = gateway(context).apis.get(id);
  if (!api) throw notFound(missing ?? `Invalid API identifier specified ${context.accountId}:${id}`);
  return api;
}

export const NO_RESOURCE = 'Invalid Resource identifier specified';

/** @throws AwsError NotFoundException */
export function findResource(api: Api, id: string): ApiResource {
  const resource = api.resources.get(id);
  if (!resource) throw notFound(NO_RESOURCE);
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

/** Has the APIs there that were, as requests to their invoke URLs name no region. */
export async function restore(cloud: Cloud, regions: readonly string[]): Promise<void> {
  for (const region of regions) gateway({ cloud, region });
}
