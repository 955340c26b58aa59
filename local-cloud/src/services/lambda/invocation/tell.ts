import type { InvocationResult } from '../runtime/index.ts';
import type { FunctionRecord, Scope } from '../types.ts';

/** Tells whoever records invocations of one that has ended. */
export function tell(
  invocation: {
    readonly record: FunctionRecord;
    readonly payload: Buffer;
    readonly result: InvocationResult;
    readonly traceId: string;
    readonly segmentId: string;
    readonly byRequest: boolean;
    readonly totalMs: number;
  },
  { cloud, region }: Scope,
): void {
  const { record, payload, result, ...trace } = invocation;
  cloud.events.emit('invoked', {
    ...trace,
    functionName: record.name,
    region,
    requestId: result.requestId,
    event: payload,
    answer: result.payload,
    functionError: result.functionError,
    coldStart: result.coldStart,
    durationMs: result.durationMs,
    initDurationMs: result.initDurationMs,
    log: result.log,
  });
}
