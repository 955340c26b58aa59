import { AwsError } from '../../../core/aws-error.ts';
import { modelError } from '../errors.ts';
import type { Item } from '../values/index.ts';

/** Why one item of a transaction could not be done; Code `None` for those that could. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

const NONE: CancellationReason = { Code: 'None' };

const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  TransactionConflictException: 'TransactionConflict',
  ValidationException: 'ValidationError',
};

/** The reason an item's error makes; other errors are the whole request's. @throws what it was given */
export function reasonOf(error: unknown): CancellationReason {
  const Code = error instanceof AwsError ? CODES[error.code] : undefined;
  if (!(error instanceof AwsError) || Code === undefined) throw error;
  const { Item } = error.members as { Item?: Item };
  return { Code, Message: error.message, ...(Item ? { Item } : {}) };
}

/** @throws AwsError TransactionCanceledException where any item has a reason */
export function cancelFor(reasons: readonly (CancellationReason | undefined)[]): void {
  if (reasons.every((reason) => reason === undefined)) return;
  const CancellationReasons = reasons.map((reason) => reason ?? NONE);
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  throw modelError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons },
  );
}
