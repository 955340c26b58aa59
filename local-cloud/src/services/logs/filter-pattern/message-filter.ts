import { invalidParameter } from '../errors.ts';

/** Whether a message is let through. */
export type MessageFilter = (message: string) => boolean;

/** A regular expression between percent signs. @throws AwsError InvalidParameterException (400) */
export function compileRegex(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw invalidParameter(`Invalid filter pattern: ${source} is not a regular expression`);
  }
}
