import { AwsError } from '../../core/aws-error.ts';
import { asParent, newSegmentId, newTraceId } from '../../data-plane/trace-id.ts';
import { serviceFailure } from './errors.ts';
import { resolveQualifier, versionOf } from './function-name.ts';
import { admit } from './invocation/concurrency-limits.ts';
import { withLineage } from './invocation/lineage.ts';
import { pools } from './invocation/pools.ts';
import { tell } from './invocation/tell.ts';
import { recordInvocation } from './metrics.ts';
import type { InvocationResult, InvokeOptions, ProvisionedPool } from './runtime/index.ts';
import { lambdaStore } from './store.ts';
import type { FunctionRecord, FunctionVersion, Scope } from './types.ts';

export type { InvocationResult } from './runtime/index.ts';

/**
 * Runs a function and waits for its answer; what goes wrong inside it is part of the result (`functionError`). The way of every
 * request to deployed code.
 *
 * @param payload JSON
 * @throws AwsError TooManyRequestsException (429), ResourceNotFoundException where the qualifier names nothing
 */
export async function invokeRecord(
  record: FunctionRecord,
  qualifier: string | undefined,
  payload: Buffer,
  options: InvokeOptions,
  scope: Scope,
): Promise<InvocationResult> {
  while (record.held) await record.held;
  const version = choose(record, qualifier);
  const ahead = record.provisioned.size === 0 ? undefined : idleAhead(record, version);
  const leave = enter(record, qualifier, ahead !== undefined, scope);
  try {
    const asked = performance.now();
    const askedBy = options.traceId ?? newTraceId();
    const segmentId = newSegmentId();
    const traceId = withLineage(asParent(segmentId, askedBy), record);
    const invokedFunctionArn = qualifier === undefined ? record.arn : `${record.arn}:${qualifier}`;
    const facts = { ...options, traceId, invokedFunctionArn };
    const onDemand = () => run(record, qualifier, version, payload, facts, scope);
    const result = ahead ? await runAhead(ahead, payload, facts, onDemand) : await onDemand();
    const spilledOver = !ahead && isProvisioned(record, version);
    recordInvocation(record, qualifier, result, scope, { provisioned: ahead !== undefined, spilledOver });
    if (scope.cloud.events.listenerCount('invoked') > 0) {
      const totalMs = performance.now() - asked;
      const byRequest = options.requestId !== undefined;
      tell({ record, payload, result, traceId: askedBy, segmentId, byRequest, totalMs }, scope);
    }
    return result;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw serviceFailure(error instanceof Error ? error.message : String(error), error);
  } finally {
    leave();
  }
}

/** @throws AwsError TooManyRequestsException (429) */
function enter(
  record: FunctionRecord,
  qualifier: string | undefined,
  ahead: boolean,
  scope: Scope,
): () => void {
  try {
    return admit(record, ahead, scope);
  } catch (error) {
    recordInvocation(record, qualifier, undefined, scope);
    throw error;
  }
}

/** Environments that were initialised ahead, where one of them waits: other invocations spill over to those made on demand. */
function idleAhead({ provisioned }: FunctionRecord, version: FunctionVersion): ProvisionedPool | undefined {
  for (const each of provisioned.values()) {
    const pool = each.idleFor(version);
    if (pool) return pool;
  }
  return undefined;
}

function isProvisioned({ provisioned }: FunctionRecord, version: FunctionVersion): boolean {
  for (const each of provisioned.values()) if (each.isFor(version)) return true;
  return false;
}

/** An environment that ended on the way has not seen the event: one on demand takes it. */
async function runAhead(
  pool: ProvisionedPool,
  payload: Buffer,
  options: InvokeOptions,
  onDemand: () => Promise<InvocationResult>,
): Promise<InvocationResult> {
  try {
    return await pool.invoke(payload, options);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UnservedError') throw error;
    return onDemand();
  }
}

async function run(
  record: FunctionRecord,
  qualifier: string | undefined,
  chosen: FunctionVersion,
  payload: Buffer,
  options: InvokeOptions,
  scope: Scope,
): Promise<InvocationResult> {
  for (let version = chosen; ; version = choose(record, qualifier)) {
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
