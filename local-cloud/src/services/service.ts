import type { ServerResponse } from 'node:http';
import type { AwsError } from '../core/aws-error.ts';
import type { Cloud } from '../core/cloud.ts';
import type { Store, Write } from '../core/store/store.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { OperationContext, OperationTable } from '../protocols/operation.ts';
import type { Match, Protocol } from '../protocols/protocol.ts';
import type { AnyResourceType } from '../resources/resource-type.ts';

/**
 * A way into deployed code that is not the AWS API: a function URL or an API's invoke URL, told by path or Host header.
 * It takes the request (and answers it) or leaves it to the next.
 */
export interface FrontDoor {
  /** Whether a request is for this front door; must be cheap, as it is asked for every request. */
  claims(request: ApiRequest, cloud: Cloud): boolean;
  handle(request: ApiRequest, response: ServerResponse, cloud: Cloud): Promise<void>;
}

/** Where deployed code answers, for people to open. */
export interface Address {
  /** The function's, or the API's. */
  readonly name: string;
  /** `function URL`, `REST API`, `HTTP API`. */
  readonly kind: string;
  readonly url: string;
}

/** A gap: something AWS does and this service does not, and the day that was looked at. */
export interface Gap {
  readonly what: string;
  readonly since: string;
}

/** A service: what the gateway has to know to find it, speak its protocol and call its operations. */
export interface Service {
  /** The name in health answers and coverage tables, e.g. `lambda`. */
  readonly id: string;
  readonly title: string;
  /** Service names in a request's credential scope. */
  readonly signingNames: readonly string[];
  /** `X-Amz-Target` prefixes, for JSON services. */
  readonly targetPrefixes?: readonly string[];
  /** First label of the service's hosts, e.g. `s3` of `s3.amazonaws.com`; defaults to the signing names. */
  readonly hostPrefixes?: readonly string[];
  /** The API version, by which unsigned query requests are told apart. */
  readonly apiVersion?: string;
  readonly protocol: Protocol;
  readonly operations: OperationTable;
  /** Looks at a request to an operation there is before its input is read. @throws AwsError for what is refused whatever it says */
  readonly admit?: (request: ApiRequest, match: Match, context: OperationContext) => void;
  /** Whether operations write to the store by themselves, and have no records that are written for them. */
  readonly savesItself?: boolean;
  /** In which its state is in a folder; default 1. */
  readonly format?: number;
  /**
   * What brings its state from a format to the next, by the former's number: the writes that do so. Called before any of the
   * state is read otherwise. A format without one is refused by name.
   */
  readonly migrations?: Readonly<Record<number, (store: Store) => readonly Write[]>>;
  /** Called when a cloud starts, with all that is in it: for a service that is made of the others (CloudFormation). */
  readonly begin?: (cloud: Cloud, services: readonly Service[]) => void;
  /** Puts in service what the store has in these regions (ports, work that was under way), when a cloud starts with it. */
  readonly restore?: (cloud: Cloud, regions: readonly string[]) => Promise<void>;
  /** What the service answers to an operation it does not know, where that is not a plain 501. */
  readonly unknownOperation?: (operation: string) => AwsError;
  readonly frontDoors?: readonly FrontDoor[];
  readonly addresses?: (cloud: Cloud) => readonly Address[];
  readonly resourceTypes?: readonly AnyResourceType[];
  /** Accepted without effect, by operation or resource type, or (`*`) by all that have it: shown in the coverage table. */
  readonly inert?: Readonly<Record<string, readonly string[]>>;
  /**
   * Structures of inputs that an operation takes as a whole, keeping them to be answered or refusing whatever is in them, and
   * whose members it therefore names nowhere: by operation.
   */
  readonly whole?: Readonly<Record<string, readonly string[]>>;
  readonly gaps?: readonly Gap[];
}
