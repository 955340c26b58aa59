import { invalidParameter } from '../errors.ts';
import { compileJsonPattern } from './json-pattern.ts';
import type { MessageFilter } from './message-filter.ts';
import { compileTerms } from './terms.ts';

/**
 * What a filter pattern lets through: terms (`ERROR -"timed out"`, `?WARN ?ERROR`, `%regular expression%`) or
 * comparisons of JSON members (`{ $.level = "ERROR" && $.status >= 500 }`). The empty pattern matches everything.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws AwsError InvalidParameterException (400), also for what is not supported
 */
export function compileFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('{')) return compileJsonPattern(text);
  if (text.startsWith('[')) {
    throw invalidParameter(
      `Invalid filter pattern: local-cloud does not support space-delimited patterns: ${text}`,
    );
  }
  return compileTerms(text);
}
