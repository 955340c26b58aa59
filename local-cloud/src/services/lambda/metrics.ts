import { type Measurement, recordMetrics } from '../cloudwatch/sink.ts';
import type { InvocationResult } from './runtime/index.ts';
import { lambdaStore } from './store.ts';
import type { FunctionRecord, Scope } from './types.ts';

/**
 * Records what became of an invocation: by the function, by the function with its alias or version, and of all functions
 * together.
 *
 * @param qualifier of the invocation; undefined where it had none
 * @param result undefined where the invocation was throttled
 * @param concurrency whether an environment was initialised ahead for it, or all that were had work
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function recordInvocation(
  record: FunctionRecord,
  qualifier: string | undefined,
  result: InvocationResult | undefined,
  scope: Scope,
  concurrency: Concurrency = {},
): void {
  const { name } = record;
  const underway = lambdaStore(scope).concurrency.of(record);
  const byName = { Name: 'FunctionName', Value: name };
  const byResource = { Name: 'Resource', Value: qualifier === undefined ? name : `${name}:${qualifier}` };
  recordMetrics(
    scope,
    'AWS/Lambda',
    [[byName], [byName, byResource], []],
    measurements(result, underway, concurrency),
  );
}

interface Concurrency {
  readonly provisioned?: boolean;
  readonly spilledOver?: boolean;
}

function measurements(
  result: InvocationResult | undefined,
  underway: number,
  { provisioned, spilledOver }: Concurrency,
): Measurement[] {
  // A throttled request is no invocation, and no error.
  if (!result) return [{ name: 'Throttles', value: 1, unit: 'Count' }];
  return [
    { name: 'Invocations', value: 1, unit: 'Count' },
    { name: 'Errors', value: result.functionError ? 1 : 0, unit: 'Count' },
    { name: 'Throttles', value: 0, unit: 'Count' },
    { name: 'Duration', value: result.durationMs, unit: 'Milliseconds' },
    { name: 'ConcurrentExecutions', value: underway, unit: 'Count' },
    ...(provisioned ? [ofProvisioned('Invocations')] : []),
    ...(spilledOver ? [ofProvisioned('SpilloverInvocations')] : []),
  ];
}

const ofProvisioned = (what: string): Measurement => ({
  name: `ProvisionedConcurrency${what}`,
  value: 1,
  unit: 'Count',
});
