import type { Extension } from './extensions-api.ts';
import type { TelemetryApi } from './telemetry-api.ts';
import type { Answer, FunctionSpec } from './types.ts';
import type { PendingInvocation, Underway } from './underway.ts';

/** The platform's own telemetry: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */

export interface InitOutcome {
  readonly durationMs: number;
  readonly status: 'success' | 'error' | 'timeout';
  readonly errorType?: string;
}

export function tellInitStart(
  telemetry: TelemetryApi,
  { functionName, version, initializationType, runtime, nodeVersion, memorySize }: FunctionSpec,
  phase: string,
): void {
  const runtimeVersion = runtime.startsWith('nodejs') ? `nodejs:${nodeVersion}` : runtime.replace('.', ':');
  const facts = { initializationType, phase, runtimeVersion };
  const instanceMaxMemory = memorySize * 1024 * 1024;
  telemetry.emit('platform.initStart', {
    ...{ ...facts, functionName, functionVersion: version, instanceMaxMemory },
  });
}

export function tellInitDone(
  telemetry: TelemetryApi,
  { initializationType }: FunctionSpec,
  phase: string,
  { durationMs, status, errorType }: InitOutcome,
): void {
  const facts = { initializationType, phase, status, ...(errorType && { errorType }) };
  telemetry.emit('platform.initRuntimeDone', facts);
  telemetry.emit('platform.initReport', { ...facts, metrics: { durationMs } });
}

/** Sent at the end of init. */
export function tellExtensions(telemetry: TelemetryApi, extensions: Iterable<Extension>): void {
  for (const { name, events } of extensions) {
    telemetry.emit('platform.extension', { name, state: 'Ready', events });
  }
}

export function tellSubscription(telemetry: TelemetryApi, name: string, types: readonly string[]): void {
  telemetry.emit('platform.telemetrySubscription', { name, state: 'Subscribed', types });
}

export function tellStart(
  telemetry: TelemetryApi,
  { requestId, traceId }: PendingInvocation,
  { version }: FunctionSpec,
): void {
  const tracing = { type: 'X-Amzn-Trace-Id', value: traceId };
  telemetry.emit('platform.start', { requestId, version, tracing });
}

export function tellRuntimeDone(
  telemetry: TelemetryApi,
  { pending: { requestId }, durationMs, startedAt }: Underway,
  answer: Partial<Answer>,
): void {
  const metrics = {
    durationMs: durationMs ?? performance.now() - startedAt,
    ...(answer.payload && { producedBytes: answer.payload.length }),
  };
  telemetry.emit('platform.runtimeDone', { requestId, ...outcomeOf(answer), metrics });
}

export function tellReport(
  telemetry: TelemetryApi,
  { pending: { requestId }, durationMs = 0, initDurationMs }: Underway,
  answer: Answer,
  { memorySize: memorySizeMB }: FunctionSpec,
  maxRssKb = 0,
): void {
  const billedDurationMs = Math.ceil(durationMs + (initDurationMs ?? 0));
  const maxMemoryUsedMB = Math.round(maxRssKb / 1024);
  const metrics = { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs };
  telemetry.emit('platform.report', { requestId, ...outcomeOf(answer), metrics });
}

function outcomeOf({ status, functionError, errorType }: Partial<Answer>) {
  const outcome = status ?? (functionError ? 'error' : 'success');
  return { status: outcome, ...(outcome === 'error' && errorType && { errorType }) };
}
