import { invalidParameter } from '../errors.ts';
import { type Comparison, compileComparison, UNARY } from './comparison.ts';
import type { MessageFilter } from './message-filter.ts';

type Condition = (document: unknown) => boolean;

const TOKEN =
  /\s*(?:(\(|\)|&&|\|\||!=|<=|>=|=|<|>)|(\$(?:[^\s()=!<>&|'"]|'[^']*'|"[^"]*")*)|"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s()=!<>&|"]+))/y;

interface Token {
  readonly kind: 'symbol' | 'selector' | 'string' | 'regex' | 'word';
  readonly text: string;
}

/** A pattern in braces: comparisons joined by `&&`, which binds more tightly, and `||`, with parentheses. */
export function compileJsonPattern(pattern: string): MessageFilter {
  if (!pattern.endsWith('}')) throw invalid(pattern);
  const parser = new Parser(tokens(pattern.slice(1, -1)), pattern);
  const condition = parser.either();
  parser.end();
  return (message) => {
    // Most lines are no JSON at all; parsing them only to fail would be slow.
    if (!message.trimStart().startsWith('{')) return false;
    try {
      return condition(JSON.parse(message));
    } catch {
      return false;
    }
  };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #pattern: string;
  #next = 0;

  constructor(list: readonly Token[], pattern: string) {
    this.#tokens = list;
    this.#pattern = pattern;
  }

  either(): Condition {
    const alternatives = [this.#both()];
    while (this.#take('||')) alternatives.push(this.#both());
    return (document) => alternatives.some((condition) => condition(document));
  }

  end(): void {
    if (this.#next < this.#tokens.length) throw invalid(this.#pattern);
  }

  #both(): Condition {
    const conditions = [this.#single()];
    while (this.#take('&&')) conditions.push(this.#single());
    return (document) => conditions.every((condition) => condition(document));
  }

  #single(): Condition {
    if (this.#take('(')) {
      const inner = this.either();
      if (!this.#take(')')) throw invalid(this.#pattern);
      return inner;
    }
    const selector = this.#tokens[this.#next];
    if (selector?.kind !== 'selector') throw invalid(this.#pattern);
    this.#next += 1;
    return compileComparison(selector.text, this.#comparison());
  }

  #comparison(): Comparison {
    const operator = this.#tokens[this.#next++];
    if (operator?.kind === 'word') {
      const words = `${operator.text} ${this.#tokens[this.#next]?.text ?? ''}`.toUpperCase();
      const unary = UNARY.find((name) => words === name || words.startsWith(`${name} `));
      if (!unary) throw invalid(this.#pattern);
      if (unary.includes(' ')) this.#next += 1;
      return { operator: unary };
    }
    const operand = this.#tokens[this.#next++];
    if (operator?.kind !== 'symbol' || !operand || operand.kind === 'symbol' || operand.kind === 'selector') {
      throw invalid(this.#pattern);
    }
    return { operator: operator.text, operand: { kind: operand.kind, text: operand.text } };
  }

  #take(symbol: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.#next += 1;
    return true;
  }
}

function tokens(text: string): Token[] {
  const list: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const found = TOKEN.exec(text);
    if (!found) throw invalid(`{${text}}`);
    const [, symbol, selector, string, regex, word] = found;
    if (symbol !== undefined) list.push({ kind: 'symbol', text: symbol });
    else if (selector !== undefined) list.push({ kind: 'selector', text: selector });
    else if (string !== undefined) list.push({ kind: 'string', text: string.replace(/\\(.)/g, '$1') });
    else if (regex !== undefined) list.push({ kind: 'regex', text: regex });
    else list.push({ kind: 'word', text: word! });
  }
  return list;
}

const invalid = (pattern: string) => invalidParameter(`Invalid filter pattern: ${pattern}`);
