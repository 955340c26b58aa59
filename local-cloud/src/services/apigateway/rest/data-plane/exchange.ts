import type { Cloud } from '../../../../core/cloud.ts';
import type { HttpRequest } from '../../../../data-plane/events/index.ts';
import type { Outcome as Answered } from '../../../../data-plane/outcome.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { GatewayResponseType } from '../gateway-response-types.ts';
import type { Api, Snapshot, SnapshotResource, StoredMethod, StoredStage } from '../types.ts';

/** A request to a stage, with what it takes to answer it. */
export interface Exchange {
  readonly request: ApiRequest;
  readonly cloud: Cloud;
  readonly region: string;
  readonly api: Api;
  readonly stage: StoredStage;
  readonly snapshot: Snapshot;
  /** Percent-encoded, below the stage, led by one slash. */
  readonly rawPath: string;
  /** The same with them. */
  readonly sentPath: string;
  readonly domainName: string;
  readonly traceId: string;
  /** What `x-amz-apigw-id` answers. */
  readonly extendedRequestId: string;
}

/** The exchange once its method is found and its body read. */
export interface MethodExchange extends Exchange {
  readonly resource: SnapshotResource;
  readonly method: StoredMethod;
  readonly pathParameters: Record<string, string>;
  readonly http: HttpRequest;
  readonly apiKey?: { id: string; value: string };
}

/** An answer of a REST API. */
export interface Outcome extends Answered {
  /** How long the function took, as API Gateway sees it; undefined where none was called. */
  readonly integrationLatencyMs?: number;
  /** What access logs tell of an integration that failed. */
  readonly integrationError?: string;
  /** What API Gateway answered by itself. */
  readonly failure?: { readonly type: GatewayResponseType; readonly message: string };
}

/** A failure that API Gateway answers itself; the API's gateway responses say how. */
export class GatewayFailure extends Error {
  readonly type: GatewayResponseType;
  /** What the operator is told, where the client is not. */
  readonly detail: string | undefined;
  /** What access logs tell of it, where the integration is to blame. */
  readonly integrationError: string | undefined;

  constructor(type: GatewayResponseType, message: string, detail?: string, integrationError?: string) {
    super(message);
    this.type = type;
    this.detail = detail;
    this.integrationError = integrationError;
  }
}
