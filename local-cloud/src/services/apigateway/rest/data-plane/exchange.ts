import type { Readable } from 'node:stream';
import type { Cloud, FunctionLog } from '../../../../core/cloud.ts';
import type { HttpRequest, HttpResponse } from '../../../../data-plane/events/index.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { InvocationResult } from '../../../lambda/invoke.ts';
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

/** An answer, and what is told of it besides. */
export interface Outcome extends HttpResponse {
  /** The function that answered. */
  readonly target?: string;
  readonly coldStart?: boolean;
  /** In place of `body`, where it streams. */
  readonly stream?: Readable;
  /** What is known of the invocation once the stream has ended. */
  readonly result?: Promise<InvocationResult>;
  /** How long the function took, as API Gateway sees it; undefined where none was called. */
  readonly integrationLatencyMs?: number;
  readonly error?: string;
  readonly log?: FunctionLog;
}

/** A failure that API Gateway answers itself; the API's gateway responses say how. */
export class GatewayFailure extends Error {
  readonly type: GatewayResponseType;
  /** What the operator is told, where the client is not. */
  readonly detail: string | undefined;

  constructor(type: GatewayResponseType, message: string, detail?: string) {
    super(message);
    this.type = type;
    this.detail = detail;
  }
}
