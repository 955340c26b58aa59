import type { AwsError } from '../../../core/aws-error.ts';
import type { Json } from '../dynalite/types.ts';
import { modelled } from '../errors.ts';

/** Why one item of a transaction could not be done; Code `None` for those that could. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Json;
}

const NONE: CancellationReason = { Code: 'None' };

const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

/** The reason an action's error makes; other errors are the whole request's. @throws AwsError the error itself */
export function reasonOf(error: AwsError, item: Json | undefined): CancellationReason {
  const Code = CODES[error.code];
  if (!Code) throw error;
  return { Code, Message: error.message, ...(item ? { Item: item } : {}) };
}

/** @throws AwsError TransactionCanceledException where any item has a reason */
export function cancelFor(reasons: readonly (CancellationReason | undefined)[]): void {
  if (reasons.every((reason) => reason === undefined)) return;
  const CancellationReasons = reasons.map((reason) => reason ?? NONE);
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  throw modelled(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons },
  );
}
