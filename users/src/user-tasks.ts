import { randomUUID } from 'node:crypto';
import type { Tasks } from 'layer';
import * as z from 'zod/mini';
import type { UserStore } from './user-store.ts';

/** Each is a transaction with a round trip of its own; DynamoDB takes that many side by side without a throttle. */
const AT_ONCE = 10;

// 1000 took 6 of the function's 10 seconds, on a busy machine of two cores.
const countRange = 'is no whole number from 1 to 500';
const seedArgs = z.strictObject(
  { count: z._default(z.int(countRange).check(z.gte(1, countRange), z.lte(500, countRange)), 10) },
  'has members besides "count"',
);

/** What `sls exec` can run inside the deployed function. */
export function createUserTasks(store: UserStore): Tasks {
  return {
    /** How many users there are. */
    count: () => store.count(),
    /** Makes `count` users (1 to 500, default 10) with e-mails that nobody has. */
    async seed(args, { log }) {
      const { count } = readSeedArgs(args);
      for (let made = 0; made < count; made += AT_ONCE) {
        const batch = Math.min(AT_ONCE, count - made);
        await Promise.all(Array.from({ length: batch }, (_, index) => makeUser(store, made + index + 1)));
        log.info(`Made ${made + batch} of ${count} users`);
      }
      return { created: count };
    },
  };
}

/** @throws TypeError that names the argument */
function readSeedArgs(args: unknown): z.infer<typeof seedArgs> {
  const { data, error } = z.safeParse(seedArgs, args);
  if (data) return data;
  const wrong = error.issues.map(({ path, message }) => `${['args', ...path].join('.')} ${message}`);
  throw new TypeError(wrong.join('; '));
}

async function makeUser(store: UserStore, number: number): Promise<void> {
  // example.com belongs to nobody: https://www.rfc-editor.org/rfc/rfc2606#section-3
  const { status } = await store.create({
    name: `User ${number}`,
    email: `user-${randomUUID()}@example.com`,
  });
  if (status !== 201) throw new Error(`User ${number} was answered ${status}`);
}
