import type { FunctionSpec } from './types.ts';

/** When it takes longer, Lambda starts over with the function's own time-out. */
const ON_DEMAND_SECONDS = 10;

/** At least so long, where init comes ahead of invocations. */
const PROVISIONED_SECONDS = 130;

/**
 * How long init may take, in seconds.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export function initLimitSeconds(
  { initializationType, timeout }: FunctionSpec,
  phase: 'init' | 'invoke',
): number {
  if (phase === 'invoke') return timeout;
  return initializationType === 'on-demand' ? ON_DEMAND_SECONDS : Math.max(PROVISIONED_SECONDS, timeout);
}
