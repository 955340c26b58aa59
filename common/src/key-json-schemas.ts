import * as z from 'zod/mini';

/** DynamoDB's limit for a hash key, in bytes of UTF-8. */
const MAX_ID_BYTES = 2048;

/** The id of an item. JSON Schema counts characters, of which there are no more than bytes. */
export const itemId = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(MAX_ID_BYTES, { error: ({ input }) => tooLong(String(input)), abort: true }),
    z.refine((id) => byteLength(id) <= MAX_ID_BYTES, { error: ({ input }) => tooLong(String(input)) }),
  )
  .register(z.globalRegistry, { examples: ['sala90'] });

/** What an item may hold. Checks the kind only: any value may be in it. */
export const jsonDocument = z
  .union([z.looseObject({}), z.array(z.unknown())])
  .register(z.globalRegistry, { examples: [{ description: 'Sala 90', chairs: 90 }] });

const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

const tooLong = (id: string): string => `Id is ${byteLength(id)} bytes long: the limit is ${MAX_ID_BYTES}`;
