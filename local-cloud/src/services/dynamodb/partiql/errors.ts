import { validation } from '../errors.ts';

/** What no statement can be made of. */
export const malformed = (what: string) =>
  validation(`Statement wasn't well formed, can't be processed: ${what}`);

export const unsupported = (what: string) => validation(`Unsupported operation: ${what}`);
