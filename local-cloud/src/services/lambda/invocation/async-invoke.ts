import { AwsError } from '../../../core/aws-error.ts';
import { findFunction } from '../function-name.ts';
import { type InvocationResult, invokeRecord } from '../invoke.ts';
import type { InvokeOptions } from '../runtime/index.ts';
import { lambdaStore } from '../store.ts';
import type { EventInvokeConfig, FunctionRecord, Scope } from '../types.ts';
import { type Condition, invocationRecord } from './invocation-record.ts';

const DEFAULT_RETRIES = 2;
const DEFAULT_MAX_AGE_SECONDS = 21_600;
const THROTTLE_BACKOFF_MS = { first: 1000, most: 300_000 };

/** One minute before the first retry, two before the second; LocalStack's variable makes it shorter. */
const retryBaseMs = (): number => Number(process.env.LAMBDA_RETRY_BASE_DELAY_SECONDS ?? 60) * 1000;

interface Event {
  readonly record: FunctionRecord;
  readonly qualifier?: string;
  readonly payload: Buffer;
  readonly options: InvokeOptions;
  readonly queuedAt: number;
  invocations: number;
  failures: number;
  last?: InvocationResult;
  throttles: number;
}

/**
 * Queues an event: it is run at once, without anybody waiting. A function error is retried twice, a throttle until the event
 * is too old, each as the function's EventInvokeConfig says. Retries keep the request id.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function invokeAsync(
  record: FunctionRecord,
  qualifier: string | undefined,
  payload: Buffer,
  options: InvokeOptions,
  scope: Scope,
): void {
  const event = {
    record,
    qualifier,
    payload,
    options,
    queuedAt: scope.cloud.clock.now(),
    ...{ invocations: 0, failures: 0, throttles: 0 },
  };
  void attempt(event, scope);
}

async function attempt(event: Event, scope: Scope): Promise<void> {
  const { record, qualifier, payload, options } = event;
  if (lambdaStore(scope).functions.get(record.name) !== record) return;
  const config = record.eventInvokeConfigs.get(qualifier ?? '$LATEST');
  try {
    const result = await invokeRecord(record, qualifier, payload, options, scope);
    scope.cloud.events.emit('invocation', result);
    event.invocations += 1;
    if (!result.functionError) return sendOn(event, 'Success', result, config, scope);
    event.failures += 1;
    if (event.failures > (config?.MaximumRetryAttempts ?? DEFAULT_RETRIES)) {
      return sendOn(event, 'RetriesExhausted', result, config, scope);
    }
    event.last = result;
    later(event, event.failures * retryBaseMs(), config, scope);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') {
      report(record, error, scope);
      return;
    }
    // With no concurrency at all there is no other try.
    if (record.reservedConcurrency === 0) {
      return sendOn(event, 'ZeroReservedConcurrency', event.last, config, scope);
    }
    event.throttles += 1;
    const backoff = Math.min(
      THROTTLE_BACKOFF_MS.most,
      THROTTLE_BACKOFF_MS.first * 2 ** (event.throttles - 1),
    );
    later(event, backoff, config, scope);
  }
}

/** Invokes the function that is the event's destination with a record of what became of it. */
function sendOn(
  event: Event,
  condition: Condition,
  result: InvocationResult | undefined,
  config: EventInvokeConfig | undefined,
  scope: Scope,
): void {
  const { OnSuccess, OnFailure } = config?.DestinationConfig ?? {};
  const destination = (condition === 'Success' ? OnSuccess : OnFailure)?.Destination;
  if (!destination) return;
  const { record, qualifier, payload, invocations, options } = event;
  const functionArn = `${record.arn}:${qualifier ?? '$LATEST'}`;
  const facts = { requestId: options.requestId, functionArn, invocations };
  const sent = invocationRecord(condition, facts, payload, result);
  try {
    const found = findFunction(destination, undefined, scope);
    invokeAsync(found.record, found.qualifier, sent, { traceId: options.traceId }, scope);
  } catch (error) {
    report(record, error, scope);
  }
}

/** Nobody waits for the answer, so the operator is told in the place where requests are shown. */
function report(record: FunctionRecord, error: unknown, { cloud }: Scope): void {
  cloud.events.emit('request', {
    kind: 'api',
    method: 'POST',
    path: `/2015-03-31/functions/${record.name}/invocations`,
    status: error instanceof AwsError ? error.status : 500,
    durationMs: 0,
    target: 'lambda:Invoke',
    error: `An event was dropped: ${String(error)}`,
  });
}

function later(event: Event, delayMs: number, config: EventInvokeConfig | undefined, scope: Scope): void {
  const { clock } = scope.cloud;
  const at = clock.now() + delayMs;
  const maxAgeSeconds = config?.MaximumEventAgeInSeconds ?? DEFAULT_MAX_AGE_SECONDS;
  if (at - event.queuedAt > maxAgeSeconds * 1000) {
    sendOn(event, 'EventAgeExceeded', event.last, config, scope);
    return;
  }
  clock.at(at, () => void attempt(event, scope));
}
