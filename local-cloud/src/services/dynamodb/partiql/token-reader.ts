import { validation } from '../errors.ts';
import type { Path } from '../expressions/types.ts';
import { malformed } from './errors.ts';
import { type Token, tokenize } from './lexer.ts';

/** Nothing anybody writes nests deeper, values no more than 32; it bounds the recursion. */
const MAX_DEPTH = 64;

/** Reads a statement's tokens in order. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;
  #parameters = 0;

  constructor(statement: string) {
    this.#tokens = tokenize(statement);
  }

  get token(): Token {
    return this.#tokens[this.#position]!;
  }

  get next(): Token {
    return this.#tokens[this.#position + 1] ?? this.token;
  }

  /** Parameters met so far. */
  get parameters(): number {
    return this.#parameters;
  }

  takeParameter(): number {
    this.advance();
    this.#parameters += 1;
    return this.#parameters - 1;
  }

  advance(): Token {
    const { token } = this;
    if (token.type !== 'end') this.#position += 1;
    return token;
  }

  sees(symbol: string): boolean {
    return this.token.type === 'symbol' && this.token.text === symbol;
  }

  /** Whether the next tokens are these words, in whatever case. */
  seesWord(word: string): boolean {
    return isWord(this.token, word);
  }

  takes(symbol: string): boolean {
    if (!this.sees(symbol)) return false;
    this.#position += 1;
    return true;
  }

  takesWord(word: string): boolean {
    if (!this.seesWord(word)) return false;
    this.#position += 1;
    return true;
  }

  expect(symbol: string): void {
    if (!this.takes(symbol)) throw this.unexpected(`'${symbol}'`);
  }

  expectWord(word: string): void {
    if (!this.takesWord(word)) throw this.unexpected(word);
  }

  unexpected(wanted: string): Error {
    const { text, line, column } = this.token;
    return malformed(`Expected ${wanted} at ${line}:${column}, but got ${text}`);
  }

  /** Goes one level deeper while something within is read. @throws AwsError where that is too deep */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw malformed('Statement is nested too deeply');
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** An attribute's name, quoted or not. */
  name(wanted: string): string {
    const { token } = this;
    if (token.type !== 'word' && token.type !== 'quoted') throw this.unexpected(wanted);
    if (token.text === '') throw validation('Path component cannot be an empty string');
    this.#position += 1;
    return token.text;
  }

  /** `a.b[0]`, also as `a['b']`. */
  path(wanted = 'an attribute'): Path {
    const steps: (string | number)[] = [this.name(wanted)];
    for (;;) {
      if (this.takes('.')) steps.push(this.name('an attribute'));
      else if (this.takes('[')) steps.push(this.#step());
      else return steps as unknown as Path;
    }
  }

  #step(): string | number {
    const { token } = this;
    if (token.type === 'symbol' && token.text === '*') {
      throw validation('Wildcard path component like a[*].b are not supported');
    }
    if (token.type !== 'number' && token.type !== 'string') throw this.unexpected('a list index');
    this.#position += 1;
    this.expect(']');
    if (token.type === 'string') return token.text;
    if (!/^[0-9]{1,9}$/.test(token.text)) {
      throw validation(`List index is not within the allowable range; index: [${token.text}]`);
    }
    return Number(token.text);
  }
}

export const isWord = (token: Token, word: string): boolean =>
  token.type === 'word' && token.text.toUpperCase() === word;
