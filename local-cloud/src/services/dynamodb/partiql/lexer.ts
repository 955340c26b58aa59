import { malformed } from './errors.ts';

export type TokenType = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly type: TokenType;
  /** Without quotes, which are single where doubled. */
  readonly text: string;
  /** Counted from one. */
  readonly line: number;
  readonly column: number;
}

const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|([A-Za-z_$][A-Za-z0-9_$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(<<|>>|<>|!=|<=|>=|[()[\]{}=<>,.:?*+-])|([\s\S])/uy;

const TYPES: readonly TokenType[] = ['word', 'quoted', 'string', 'number', 'symbol'];

/** @throws AwsError ValidationException for a character that begins nothing, an open quote or comment among them */
export function tokenize(statement: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(statement); match; match = TOKEN.exec(statement)) {
    const column = match.index - lineStart + 1;
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    if (group > TYPES.length) throw malformed(`Unexpected character at ${line}:${column}: ${match[0]}`);
    if (group > 0)
      tokens.push({ type: TYPES[group - 1]!, text: unquote(match[group]!, group), line, column });
    for (let at = match[0].indexOf('\n'); at >= 0; at = match[0].indexOf('\n', at + 1)) {
      line += 1;
      lineStart = match.index + at + 1;
    }
  }
  tokens.push({ type: 'end', text: 'end of statement', line, column: statement.length - lineStart + 1 });
  return tokens;
}

function unquote(text: string, group: number): string {
  if (TYPES[group - 1] === 'quoted') return text.replaceAll('""', '"');
  return TYPES[group - 1] === 'string' ? text.replaceAll("''", "'") : text;
}
