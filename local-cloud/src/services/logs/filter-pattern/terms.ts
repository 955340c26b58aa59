import { invalidParameter } from '../errors.ts';
import { compileRegex, type MessageFilter } from './message-filter.ts';

/** An optional `?` or `-`, then a quoted phrase, a regular expression or a word. */
const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s"]+))/y;

/** Terms as in `ERROR -"timed out"`: all must be there, but for those with a minus, which must not. */
export function compileTerms(pattern: string): MessageFilter {
  const required: MessageFilter[] = [];
  const optional: MessageFilter[] = [];
  const excluded: MessageFilter[] = [];
  TERM.lastIndex = 0;
  while (pattern.slice(TERM.lastIndex).trim() !== '') {
    const start = TERM.lastIndex;
    const found = TERM.exec(pattern);
    if (!found)
      throw invalidParameter(`Invalid filter pattern: unexpected text at '${pattern.slice(start)}'`);
    const [, sign, phrase, regex, word] = found;
    const matches = matcher(phrase, regex, word);
    (sign === '?' ? optional : sign === '-' ? excluded : required).push(matches);
  }
  return (message) =>
    required.every((matches) => matches(message)) &&
    !excluded.some((matches) => matches(message)) &&
    // Beside other terms, optional ones say nothing: CloudWatch Logs ignores them there.
    (optional.length === 0 || required.length > 0 || optional.some((matches) => matches(message)));
}

function matcher(
  phrase: string | undefined,
  regex: string | undefined,
  word: string | undefined,
): MessageFilter {
  if (regex !== undefined) {
    const expression = compileRegex(regex);
    return (message) => expression.test(message);
  }
  if (word !== undefined && !/^[\p{L}\p{N}_]+$/u.test(word)) {
    throw invalidParameter(`Invalid character(s) in term '${word}'`);
  }
  const text = word ?? (phrase ?? '').replace(/\\(.)/g, '$1');
  return (message) => message.includes(text);
}
