import type * as sdk from '@aws-sdk/client-apigatewayv2';
import type { Listening } from '../../../core/listen.ts';
import type { Router } from './router.ts';

/** The SDK's shapes as they are on the wire: members begin with a small letter, times are text (ISO 8601, in seconds). */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Element)[]
    ? Wire<Element>[]
    : T extends object
      ? string extends keyof T
        ? Record<string, Wire<T[keyof T]>>
        : { [Name in keyof T as Uncapitalize<Name & string>]: Wire<T[Name]> }
      : T;

export type Cors = Wire<sdk.Cors>;
export type Integration = Wire<sdk.Integration> & { readonly integrationId: string };
export type Route = Wire<sdk.Route> & { readonly routeId: string; readonly routeKey: string };
export type Deployment = Wire<sdk.Deployment> & { readonly deploymentId: string };
export type Stage = Wire<sdk.Stage> & { readonly stageName: string };
export type ApiSettings = Wire<sdk.Api> & { readonly apiId: string };

export interface StoredDeployment {
  readonly facts: Deployment;
  /** The API as it was then: what its stages serve, whatever becomes of the API. */
  readonly snapshot: Snapshot;
}

/** An HTTP API and all that hangs on it. What the maps hold is replaced, not changed: snapshots share it. */
export interface HttpApi {
  readonly id: string;
  readonly region: string;
  settings: ApiSettings;
  readonly integrations: Map<string, Integration>;
  readonly routes: Map<string, Route>;
  readonly deployments: Map<string, StoredDeployment>;
  readonly stages: Map<string, Stage>;
  /** The port of its own; opened anew when the cloud starts. */
  server?: Listening;
}

/** An API's configuration as a deployment froze it, ready to be served. */
export interface Snapshot {
  readonly router: Router<Route>;
  readonly integrations: ReadonlyMap<string, Integration>;
  readonly cors?: Cors;
  /** Whether the API's own endpoint is closed, so that only custom domain names lead to it. */
  readonly disabled: boolean;
}
