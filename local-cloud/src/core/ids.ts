import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Request ids and the like: a version 4 UUID. */
export const uuid = (): string => randomUUID();

/** `length` hexadecimal characters. */
export const hex = (length: number): string =>
  randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);

const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Ids as API Gateway and function URLs have them, e.g. `a1b2c3d4e5`. */
export const lowerId = (length: number): string => pick(LOWER_ALPHANUMERIC, length);

/** Suffixes as CloudFormation and IAM have them, e.g. the tail of `stack-Bucket-1QF2ABCDEFGHI`. */
export const upperId = (length: number): string => pick(UPPER_ALPHANUMERIC, length);

function pick(alphabet: string, length: number): string {
  let id = '';
  for (let i = 0; i < length; i += 1) id += alphabet.charAt(randomInt(alphabet.length));
  return id;
}
