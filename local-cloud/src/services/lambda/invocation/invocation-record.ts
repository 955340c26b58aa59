import { parseJson } from '../../../data-plane/events/parse-result.ts';
import type { InvocationResult } from '../invoke.ts';

/** Why an event goes on to a destination. */
export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/**
 * What a destination gets of an asynchronous invocation, as JSON.
 *
 * @param result of the last attempt; undefined where none came about
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function invocationRecord(
  condition: Condition,
  { requestId, functionArn, invocations }: { requestId?: string; functionArn: string; invocations: number },
  payload: Buffer,
  result: InvocationResult | undefined,
): Buffer {
  return Buffer.from(
    JSON.stringify({
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: { requestId, functionArn, condition, approximateInvokeCount: invocations },
      requestPayload: parseJson(payload),
      ...(result && {
        responseContext: {
          statusCode: 200,
          executedVersion: result.executedVersion,
          ...(result.functionError && { functionError: result.functionError }),
        },
        responsePayload: parseJson(result.payload) ?? null,
      }),
    }),
  );
}
