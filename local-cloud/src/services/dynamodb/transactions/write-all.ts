import type { Write } from '../../../core/store/store.ts';
import { timeSlice } from '../../../core/time-slice.ts';
import type { Database } from '../database.ts';
import { validation } from '../errors.ts';
import type { Change } from '../items/change.ts';
import { prepare, type WriteAction } from '../items/write-action.ts';
import { itemSize } from '../values/index.ts';
import type { Attempt } from './actions.ts';
import { type CancellationReason, cancelFor, reasonOf } from './cancellation.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const MAX_BYTES = 4 * 1024 * 1024;

/** Transactions up to this size are carried out in one go, and never meet another. */
const AT_ONCE_BYTES = 128 * 1024;

/**
 * Carries out all actions or none. A large transaction has its items to itself while it is worked out, and others'
 * requests come in between: those for the same items meet it.
 *
 * @param others writes to be committed along with it, made once it is known what was done
 * @throws AwsError TransactionCanceledException with a reason for each action
 */
export async function writeAll(
  database: Database,
  attempts: readonly Attempt[],
  others: (changes: readonly Change[]) => Write[],
): Promise<readonly Change[]> {
  cancelForFirst(attempts);
  // What counts is what the request brings, not what is there of the items.
  if (total(attempts, broughtBy) > MAX_BYTES) {
    throw validation(`Transaction payload size cannot exceed ${MAX_BYTES} bytes`);
  }
  const bytes = total(attempts, sizeOf);
  if (bytes <= AT_ONCE_BYTES) {
    const changes = prepareAll(attempts, (attempt) => prepare(attempt));
    database.commit(changes, others(changes));
    return changes;
  }
  const actions = attempts.filter((attempt) => !('reason' in attempt)) as WriteAction[];
  const held = lock(actions);
  try {
    const changes = await prepareSlowly(attempts, held);
    database.commit(changes, others(changes));
    return changes;
  } finally {
    for (const { table, key } of held) table.locked.delete(key);
  }
}

/** All actions are checked before any is carried out; the first that can't be one is the only one that is told. */
function cancelForFirst(attempts: readonly Attempt[]): void {
  const first = attempts.findIndex((attempt) => 'reason' in attempt);
  cancelFor(
    attempts.map((attempt, at) => (at === first && 'reason' in attempt ? attempt.reason : undefined)),
  );
}

const total = (attempts: readonly Attempt[], size: (attempt: Attempt) => number): number =>
  attempts.reduce((sum, attempt) => sum + size(attempt), 0);

function broughtBy(attempt: Attempt): number {
  if ('reason' in attempt) return 0;
  if (attempt.kind === 'put') return attempt.item.size;
  return attempt.kind === 'update' ? itemSize(attempt.keyItem) + attempt.givenBytes() : 0;
}

/** What an action brings, and what it meets where it is not merely replaced. */
function sizeOf(attempt: Attempt): number {
  const brought = broughtBy(attempt);
  if ('reason' in attempt || attempt.kind === 'put') return brought;
  return brought + (attempt.table.get(attempt.key)?.size ?? 0);
}

function prepareAll(attempts: readonly Attempt[], act: (action: WriteAction) => Change): Change[] {
  const reasons: (CancellationReason | undefined)[] = [];
  const changes: Change[] = [];
  for (const attempt of attempts) {
    reasons.push('reason' in attempt ? attempt.reason : tried(() => changes.push(act(attempt))));
  }
  cancelFor(reasons);
  return changes;
}

function tried(act: () => void): CancellationReason | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Takes the items that nobody has yet. */
function lock(actions: readonly WriteAction[]): Set<WriteAction> {
  const free = actions.filter(({ table, key }) => !table.locked.has(key));
  for (const { table, key } of free) table.locked.add(key);
  return new Set(free);
}

async function prepareSlowly(
  attempts: readonly Attempt[],
  held: ReadonlySet<WriteAction>,
): Promise<Change[]> {
  const slice = timeSlice(1);
  const outcomes = new Map<Attempt, () => Change>();
  for (const attempt of attempts) {
    if ('reason' in attempt) continue;
    outcomes.set(attempt, outcomeOf(attempt, held.has(attempt)));
    if (slice.isOver()) await slice.next();
  }
  return prepareAll(attempts, (action) => outcomes.get(action)!());
}

/** An item of one's own is not in one's way. */
function outcomeOf(action: WriteAction, isHeld: boolean): () => Change {
  const { table, key } = action;
  if (isHeld) table.locked.delete(key);
  try {
    const change = prepare(action);
    return () => change;
  } catch (error) {
    return () => {
      throw error;
    };
  } finally {
    if (isHeld) table.locked.add(key);
  }
}
