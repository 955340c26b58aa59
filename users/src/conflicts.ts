import { setTimeout as delay } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { HttpError } from 'common/http-error';

const MAX_ATTEMPTS = 6;
const FIRST_WAIT_MS = 20;

/**
 * Tries again while DynamoDB refuses because another transaction is at the same item, which the SDK leaves to its
 * caller, or while `attempt` gives undefined. Waits at random, twice as long each time, as the others do the same.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 * @throws HttpError 503 after six attempts; everything else that `attempt` throws
 */
export async function untilNoConflict<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  let cause: unknown;
  for (let count = 0; count < MAX_ATTEMPTS; count++) {
    if (count > 0) await delay(Math.random() * FIRST_WAIT_MS * 2 ** count);
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      if (!isConflict(error)) throw error;
      cause = error;
    }
  }
  throw new HttpError(503, 'Other requests are at the same data, try again', {
    cause,
    headers: { 'Retry-After': '1' },
  });
}

const PASSING = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

function isConflict(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  return (error.CancellationReasons ?? []).some(({ Code = '' }) => PASSING.has(Code));
}
