import { AwsError } from '../../core/aws-error.ts';
import type { OperationContext } from '../service.ts';
import { serviceFailure, tooManyRequests } from './errors.ts';
import { findFunction, resolveQualifier, type Scope, versionOf } from './function-name.ts';
import { newTraceId } from './function-url/trace-id.ts';
import { withLineage } from './invocation/lineage.ts';
import { pools } from './invocation/pools.ts';
import { recordInvocation } from './metrics.ts';
import type { InvocationResult, InvokeOptions } from './runtime/index.ts';
import { lambdaStore } from './store.ts';
import type { FunctionRecord, FunctionVersion } from './types.ts';

export type { InvocationResult } from './runtime/index.ts';

export interface FunctionInvocation extends InvokeOptions {
  /** Name or ARN, may carry a qualifier. */
  readonly functionName: string;
  readonly qualifier?: string;
  /** JSON. */
  readonly payload: Buffer;
}

/**
 * Runs a function and waits for its answer; what goes wrong inside it is part of the result (`functionError`).
 *
 * @throws AwsError ResourceNotFoundException, TooManyRequestsException (429), and what `locate` throws
 */
export async function invokeFunction(
  { functionName, qualifier, payload, ...options }: FunctionInvocation,
  context: Pick<OperationContext, 'cloud' | 'region' | 'accountId'>,
): Promise<InvocationResult> {
  const found = findFunction(functionName, qualifier, context);
  return invokeRecord(found.record, found.qualifier, payload, options, context);
}

/** The same for who has the function at hand, on the way of every request to a function URL. */
export async function invokeRecord(
  record: FunctionRecord,
  qualifier: string | undefined,
  payload: Buffer,
  options: InvokeOptions,
  scope: Scope,
): Promise<InvocationResult> {
  if (record.reservedConcurrency !== undefined && record.underway >= record.reservedConcurrency) {
    recordInvocation(record, qualifier, undefined, scope);
    throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
  }
  record.underway += 1;
  try {
    const traceId = withLineage(options.traceId ?? newTraceId(), record);
    const invokedFunctionArn = qualifier === undefined ? record.arn : `${record.arn}:${qualifier}`;
    const facts = { ...options, traceId, invokedFunctionArn };
    const result = await run(record, qualifier, payload, facts, scope);
    recordInvocation(record, qualifier, result, scope);
    return result;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw serviceFailure(error instanceof Error ? error.message : String(error), error);
  } finally {
    record.underway -= 1;
  }
}

async function run(
  record: FunctionRecord,
  qualifier: string | undefined,
  payload: Buffer,
  options: InvokeOptions,
  scope: Scope,
): Promise<InvocationResult> {
  for (;;) {
    const version = choose(record, qualifier);
    try {
      return await pools(scope).invoke(record, version, payload, options, scope);
    } catch (error) {
      // The version was replaced while the invocation waited: its successor is the one to ask.
      const replaced = error instanceof Error && error.name === 'PoolClosedError';
      if (!replaced || lambdaStore(scope).functions.get(record.name) !== record) throw error;
    }
  }
}

/** An alias may send a share of its invocations to a second version. */
function choose(record: FunctionRecord, qualifier: string | undefined): FunctionVersion {
  const { version, alias } = resolveQualifier(record, qualifier);
  let chance = Math.random();
  for (const [other, weight] of Object.entries(alias?.weights ?? {})) {
    chance -= weight;
    if (chance < 0) return versionOf(record, other) ?? version;
  }
  return version;
}
