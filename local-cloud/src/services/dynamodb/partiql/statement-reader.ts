import { validation } from '../errors.ts';
import { TokenReader } from '../expressions/token-reader.ts';
import type { Path } from '../expressions/types.ts';
import { malformed } from './errors.ts';
import { type Token, tokenize } from './lexer.ts';

/** Nothing anybody writes nests deeper, values no more than 32; it bounds the recursion. */
const MAX_DEPTH = 64;

/** Reads a statement's tokens in order. */
export class StatementReader extends TokenReader<Token> {
  #depth = 0;
  #parameters = 0;

  constructor(statement: string) {
    super(tokenize(statement));
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
    this.advance();
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
    this.advance();
    this.expect(']');
    if (token.type === 'string') return token.text;
    if (!/^[0-9]{1,9}$/.test(token.text)) {
      throw validation(`List index is not within the allowable range; index: [${token.text}]`);
    }
    return Number(token.text);
  }
}
