import type { Cloud } from '../../../../core/cloud.ts';
import type { HttpRequest, HttpResponse } from '../../../../data-plane/events/index.ts';
import type { Outcome as Answered } from '../../../../data-plane/outcome.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { HttpApi, Integration, Route, Snapshot, Stage } from '../types.ts';

/** A request to a stage, with what it takes to answer it. */
export interface Exchange {
  readonly request: ApiRequest;
  readonly cloud: Cloud;
  readonly api: HttpApi;
  readonly stage: Stage;
  readonly snapshot: Snapshot;
  /** Percent-encoded, below the stage. */
  readonly rawPath: string;
  readonly domainName: string;
  /** What `apigw-requestid` answers, and the event has as its request id. */
  readonly apiRequestId: string;
  readonly traceId: string;
}

/** The exchange once its route is found and its body read. */
export interface RouteExchange extends Exchange {
  readonly route: Route;
  readonly integration: Integration;
  readonly pathParameters: Record<string, string>;
  readonly http: HttpRequest;
}

/** An answer of an HTTP API. */
export interface Outcome extends Answered {
  readonly integration?: IntegrationFacts;
}

/** What access logs tell of an integration. */
export interface IntegrationFacts {
  /** Missing where it could not be called. */
  readonly latencyMs?: number;
  /** The function's; missing where it gave no answer that can be sent. */
  readonly status?: number;
  readonly errorMessage?: string;
}

/** What API Gateway answers itself, by status. */
const MESSAGES = {
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** A failure that API Gateway answers itself, always in the same few words. */
export class GatewayFailure extends Error {
  readonly status: keyof typeof MESSAGES;
  /** What the operator is told, where the client is not. */
  readonly detail: string | undefined;
  readonly integration: IntegrationFacts | undefined;

  constructor(status: keyof typeof MESSAGES, detail?: string, integration?: IntegrationFacts) {
    super(MESSAGES[status]);
    this.status = status;
    this.detail = detail;
    this.integration = integration;
  }
}

export function failureResponse(status: number, message: string): HttpResponse {
  return {
    status,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  };
}
