import type { TelemetryApi } from './telemetry-api.ts';
import type { Answer, FunctionSpec } from './types.ts';
import type { Underway } from './underway.ts';

/** The platform's own telemetry: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */

export function tellInitStart(
  telemetry: TelemetryApi,
  { functionName, version, initializationType }: FunctionSpec,
  phase: string,
): void {
  const facts = { initializationType, phase };
  telemetry.emit('platform.initStart', { ...facts, functionName, functionVersion: version });
}

export function tellInitDone(
  telemetry: TelemetryApi,
  { initializationType }: FunctionSpec,
  phase: string,
  durationMs: number,
): void {
  const facts = { initializationType, phase };
  telemetry.emit('platform.initRuntimeDone', { ...facts, status: 'success' });
  telemetry.emit('platform.initReport', { ...facts, metrics: { durationMs } });
}

export function tellDone(
  telemetry: TelemetryApi,
  { pending: { requestId }, durationMs = 0, initDurationMs }: Underway,
  answer: Answer,
  { memorySize: memorySizeMB }: FunctionSpec,
  maxRssKb = 0,
): void {
  const status = answer.status ?? (answer.functionError ? 'error' : 'success');
  telemetry.emit('platform.runtimeDone', { requestId, status, metrics: { durationMs } });
  const billedDurationMs = Math.ceil(durationMs + (initDurationMs ?? 0));
  const maxMemoryUsedMB = Math.round(maxRssKb / 1024);
  const metrics = { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs };
  telemetry.emit('platform.report', { requestId, status, metrics });
}
