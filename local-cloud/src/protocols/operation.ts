import type { Cloud } from '../core/cloud.ts';
import type { ApiRequest } from '../http/api-request.ts';

/** What an operation knows besides its input. Operations call each other with the context they were given. */
export interface OperationContext {
  readonly cloud: Cloud;
  readonly region: string;
  readonly accountId: string;
  readonly requestId: string;
  /** The request itself; absent where one operation calls another (CloudFormation making a bucket). */
  readonly request?: ApiRequest;
}

/** One operation: input in, output out, an AwsError thrown; no request or response unless the wire demands it. */
export type Operation<Input, Output> = (input: Input, context: OperationContext) => Output | Promise<Output>;

/** An operation as the gateway calls it: the codec hands over what was on the wire, the operation checks it. */
// biome-ignore lint/suspicious/noExplicitAny: inputs differ by operation, and a function type is contravariant in them
export type AnyOperation = Operation<any, unknown>;

/** A service's operations by their names, as the gateway and its models know them. */
export type OperationTable = Readonly<Record<string, AnyOperation>>;
