/** What a reader has to know of a token. */
interface AnyToken {
  readonly type: string;
  readonly text: string;
}

/** Reads tokens in order, of which the last is of type `end`: what all grammars share. */
export abstract class TokenReader<Token extends AnyToken> {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.#tokens[this.#position]!;
  }

  /** The token before this one, if any. */
  protected get before(): Token {
    return this.#tokens[this.#position - 1] ?? this.token;
  }

  /** The token behind this one, if any. */
  get next(): Token {
    return this.#tokens[this.#position + 1] ?? this.token;
  }

  /** Steps over any token but the last. */
  advance(): Token {
    const { token } = this;
    if (token.type !== 'end') this.#position += 1;
    return token;
  }

  /** Goes back to the token before, to name it in an error. */
  retreat(): void {
    this.#position -= 1;
  }

  /** Whether the next token is that symbol. */
  sees(symbol: string): boolean {
    return this.token.type === 'symbol' && this.token.text === symbol;
  }

  /** Whether the next token is that word, in whatever case. */
  seesWord(word: string): boolean {
    return isWord(this.token, word);
  }

  /** Steps over the symbol if it is next. */
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

  /** @throws AwsError where the next token is another */
  expect(symbol: string): void {
    if (!this.takes(symbol)) throw this.unexpected(`'${symbol}'`);
  }

  /** The error of the next token, which the grammar has no place for; `wanted` says what it has. */
  abstract unexpected(wanted?: string): Error;
}

export const isWord = (token: AnyToken, word: string): boolean =>
  token.type === 'word' && token.text.toUpperCase() === word;
