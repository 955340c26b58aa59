import * as z from 'zod/mini';

const required = (input: unknown): string => (input === undefined ? 'is required' : 'is not text');
const text = () => z.string({ error: ({ input }) => required(input) });

/** What POST /users takes. White space around a value is not part of it. */
export const newUser = z
  .strictObject(
    {
      name: text().check(
        z.trim(),
        z.minLength(1, 'is empty'),
        z.maxLength(100, 'is longer than 100 characters'),
      ),
      email: text().check(
        z.trim(),
        // RFC 5321 leaves an address this much room between the angle brackets of a path.
        z.maxLength(254, { error: 'is longer than 254 characters', abort: true }),
        z.email('is not an e-mail address'),
      ),
    },
    {
      error: ({ code }) =>
        code === 'unrecognized_keys' ? 'is not a field of a user' : 'is not a JSON object',
    },
  )
  .register(z.globalRegistry, { examples: [{ name: 'Ana', email: 'ana@example.com' }] });

export type NewUser = z.infer<typeof newUser>;

export const user = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  createdAt: z.iso.datetime(),
});

export type User = z.infer<typeof user>;

export const userPage = z.strictObject({ items: z.array(user), nextToken: z.optional(z.string()) });

/** One thing that is wrong with a body. `field` is `body` where it is the whole of it. */
export const wrongField = z.strictObject({ field: z.string(), message: z.string() });

/** The key of a request that is to be done once, however often it is sent. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, 'Idempotency-Key is not 1 to 255 visible ASCII characters'));
