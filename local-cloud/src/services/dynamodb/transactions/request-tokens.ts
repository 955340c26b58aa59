import { createHash } from 'node:crypto';
import type { Space, Write } from '../../../core/store/store.ts';
import type { Database } from '../database.ts';
import { modelError } from '../errors.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (ClientRequestToken) */
const VALID_MS = 10 * 60 * 1000;

/** What was done for a token: kept with what it did, so that neither is there without the other. */
interface Remembered {
  readonly digest: string;
  readonly since: number;
  readonly kept: string;
}

/** Tokens whose requests go on, with their answers to be. */
const running = new WeakMap<Database, Map<string, { digest: string; answer: Promise<string> }>>();

/**
 * Does what a token was given for once: within ten minutes the same request is answered by what was kept of the first.
 *
 * @param act does it, and commits what `remember` makes of what is to be kept of it along with it
 * @param again makes an answer of what was kept
 * @throws AwsError IdempotentParameterMismatchException where the token was given with another request
 */
export async function onceFor(
  database: Database,
  token: string | undefined,
  input: object,
  act: (remember: (kept: string) => Write[]) => Promise<string>,
  again: (kept: string) => string,
): Promise<string> {
  if (token === undefined) return act(() => []);
  const digest = digestOf(input);
  const key = Buffer.from(token).toString('latin1');
  const now = database.clock.now();
  const space = database.space('request-tokens');
  const known = space.get(key);
  const before = known === undefined ? undefined : (JSON.parse(known) as Remembered);
  if (before && now - before.since < VALID_MS) {
    refuseOther(before.digest, digest);
    return again(before.kept);
  }
  const others = running.get(database) ?? new Map();
  running.set(database, others);
  const other = others.get(token);
  if (other) {
    refuseOther(other.digest, digest);
    return other.answer;
  }
  const times = database.space('request-token-times');
  const answer = act((given) => [
    { space, key, value: JSON.stringify({ digest, since: now, kept: given } satisfies Remembered) },
    { space: times, key: timeKey(now) + key, value: key },
    ...forgotten(space, times, now),
  ]);
  others.set(token, { digest, answer });
  try {
    return await answer;
  } finally {
    others.delete(token);
  }
}

function refuseOther(first: string, digest: string): void {
  if (first === digest) return;
  throw modelError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request.',
  );
}

/** Removes up to two tokens that are no longer valid: each new one takes more away than it adds. */
function forgotten(tokens: Space, times: Space, now: number): Write[] {
  const writes: Write[] = [];
  const cursor = times.range({ lt: timeKey(now - VALID_MS) });
  while (writes.length < 4 && cursor.next()) {
    const since = tokens.get(cursor.value);
    writes.push({ space: times, key: cursor.key, value: undefined });
    // A token that was used again has a later time, too.
    if (since !== undefined && now - (JSON.parse(since) as Remembered).since >= VALID_MS) {
      writes.push({ space: tokens, key: cursor.value, value: undefined });
    }
  }
  return writes;
}

const timeKey = (ms: number): string => String(ms).padStart(16, '0');

/** Of the request whatever the order of its members, and what it wants to know of its capacity. */
function digestOf(input: object): string {
  const { ReturnConsumedCapacity: _asked, ...request } = input as Record<string, unknown>;
  return createHash('sha256').update(JSON.stringify(request, sorted)).digest('base64');
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
