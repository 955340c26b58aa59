import type { FunctionConfiguration, LastUpdateStatusReasonCode } from '@aws-sdk/client-lambda';
import { uuid } from '../../core/ids.ts';
import { resourceConflict } from './errors.ts';
import type { FunctionRecord, FunctionVersion } from './types.ts';

/** How long an update goes on that nobody asks about: about what it takes AWS. */
const UPDATE_MS = 1000;

/**
 * A function is Pending after it is made, and its update InProgress. Nothing here takes that time, so the state ends when
 * somebody looks: a waiter that asks for the first time has its answer. Who goes on without waiting gets what AWS answers then,
 * except after a creation, which is over at once.
 */
export function begin(version: FunctionVersion, state: 'Pending' | 'InProgress'): void {
  version.transition = { state, endsAt: performance.now() + UPDATE_MS };
}

/** The new state has a revision of its own. */
export function settle(version: FunctionVersion): void {
  if (!version.transition) return;
  version.transition = undefined;
  version.revisionId = uuid();
}

/**
 * For what can't be done during an update.
 *
 * @throws AwsError ResourceConflictException (409)
 */
export function refuseDuringUpdate({ arn, latest }: FunctionRecord): void {
  const { state, endsAt = 0 } = latest.transition ?? {};
  if (state === 'InProgress' && performance.now() < endsAt) {
    throw resourceConflict(
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    );
  }
  settle(latest);
}

/** Keeps other updates out while one has something to wait for. */
export async function whileUpdating<T>(record: FunctionRecord, work: () => Promise<T>): Promise<T> {
  const { latest } = record;
  latest.transition = { state: 'InProgress', endsAt: Number.POSITIVE_INFINITY };
  try {
    return await work();
  } finally {
    latest.transition = undefined;
  }
}

type State = Pick<
  FunctionConfiguration,
  | 'State'
  | 'StateReason'
  | 'StateReasonCode'
  | 'LastUpdateStatus'
  | 'LastUpdateStatusReason'
  | 'LastUpdateStatusReasonCode'
>;

const REASON = 'The function is being created.';
const CODE = 'Creating';

/** What a configuration says of it. */
export function stateOf({ transition }: FunctionVersion): State {
  if (transition?.state === 'Pending')
    return { State: 'Pending', StateReason: REASON, StateReasonCode: CODE };
  if (!transition) return { State: 'Active', LastUpdateStatus: 'Successful' };
  return {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: REASON,
    // AWS says so of updates, too, though its model has no such value there.
    LastUpdateStatusReasonCode: CODE as LastUpdateStatusReasonCode,
  };
}
