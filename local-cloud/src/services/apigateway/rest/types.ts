import type {
  ApiKey,
  Deployment,
  GatewayResponse,
  Integration,
  Method,
  Model,
  RequestValidator,
  RestApi,
  Stage,
  UsagePlan,
} from '@aws-sdk/client-api-gateway';
import type { Router } from './router.ts';

export interface ApiResource {
  readonly id: string;
  readonly parentId?: string;
  /** Missing on the root. */
  readonly pathPart?: string;
  readonly path: string;
  readonly methods: Map<string, StoredMethod>;
}

export interface StoredMethod extends Method {
  httpMethod: string;
  methodIntegration?: Integration;
}

export interface StoredDeployment {
  readonly facts: Deployment & { readonly id: string };
  /** The API as it was then: what its stages serve, whatever becomes of the API. */
  readonly snapshot: Snapshot;
}

export interface StoredStage extends Stage {
  readonly stageName: string;
  deploymentId: string;
}

export interface Api {
  readonly id: string;
  readonly rootResourceId: string;
  readonly settings: RestApi;
  readonly resources: Map<string, ApiResource>;
  readonly models: Map<string, Model>;
  readonly requestValidators: Map<string, RequestValidator>;
  readonly gatewayResponses: Map<string, GatewayResponse>;
  readonly deployments: Map<string, StoredDeployment>;
  readonly stages: Map<string, StoredStage>;
}

export interface StoredApiKey extends ApiKey {
  readonly id: string;
  readonly value: string;
}

export interface StoredUsagePlan extends UsagePlan {
  readonly id: string;
  /** Ids of the API keys in the plan. */
  readonly keys: Set<string>;
}

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
