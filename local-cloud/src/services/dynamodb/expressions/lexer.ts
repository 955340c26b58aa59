import { validation } from '../errors.ts';
import type { ExpressionKind } from './types.ts';

export type TokenType = 'word' | 'number' | 'name' | 'value' | 'symbol' | 'end';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_BYTES = 4096;

/** What is none of these is a token of one character, which no grammar has a place for. */
const TOKEN =
  /\s*(?:([A-Za-z][A-Za-z0-9_]*)|([0-9]+)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(<>|<=|>=|[()[\]=<>,.+-])|(\S))/uy;

const TYPES: readonly TokenType[] = ['word', 'number', 'name', 'value', 'symbol', 'symbol'];

export const invalidExpression = (kind: ExpressionKind, message: string) =>
  validation(`Invalid ${kind}: ${message}`);

/** @throws AwsError ValidationException where the expression is empty or too long */
export function tokenize(text: string, kind: ExpressionKind): Token[] {
  if (text === '') throw invalidExpression(kind, 'The expression can not be empty;');
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > MAX_BYTES) {
    const message = `Expression size has exceeded the maximum allowed size; expression size: ${bytes}`;
    throw invalidExpression(kind, message);
  }
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const end = TOKEN.lastIndex;
    tokens.push({
      type: TYPES[group - 1]!,
      text: match[group]!,
      start: end - match[group]!.length,
      end,
    });
  }
  const end = tokens.at(-1)?.end ?? 0;
  tokens.push({ type: 'end', text: '<EOF>', start: end, end });
  return tokens;
}
