import { invalidExpression, type Token, tokenize } from './lexer.ts';
import type { OperandNode, PathNode, Step } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import type { ExpressionKind } from './types.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_OPERATORS = 300;
const MAX_PATH_DEPTH = 32;
const MAX_INDEX_DIGITS = 9;

/** More parentheses than this can't all be needed, as every pair takes an operator. It bounds the recursion too. */
const MAX_PARENTHESES = MAX_OPERATORS + 2;

/** Reads an expression's tokens, and what all its grammars share: paths, operands, lists. */
export class Reader extends TokenReader<Token> {
  readonly kind: ExpressionKind;
  readonly #text: string;
  #operators = 0;
  /** Parentheses around what was in parentheses already; told only when the whole expression has been read. */
  redundantParentheses = false;

  constructor(text: string, kind: ExpressionKind) {
    super(tokenize(text, kind));
    this.kind = kind;
    this.#text = text;
  }

  /** @throws AwsError once there are more operators than DynamoDB allows */
  countOperator(): void {
    this.#operators += 1;
    if (this.#operators <= MAX_OPERATORS) return;
    throw invalidExpression(
      this.kind,
      `The expression contains too many operators; operator count: ${this.#operators}`,
    );
  }

  /** `near` is the text from the token before to the one behind. */
  unexpected(): Error {
    const near = this.#text.slice(this.before.start, this.next.end);
    return invalidExpression(this.kind, `Syntax error; token: "${this.token.text}", near: "${near}"`);
  }

  path(): PathNode {
    const steps: Step[] = [this.#name()];
    for (;;) {
      if (this.takes('.')) steps.push(this.#name());
      else if (this.takes('[')) steps.push(this.#index());
      else break;
    }
    if (steps.length > MAX_PATH_DEPTH) {
      throw invalidExpression(
        this.kind,
        `The document path has too many nesting elements; nesting levels: ${steps.length}`,
      );
    }
    return { kind: 'path', steps };
  }

  /** A path, a value, a function, or one of these in parentheses. Keeps its own stack, as calls nest at will. */
  operand(): OperandNode {
    const open: { name: string; args: OperandNode[]; parentheses: number }[] = [];
    for (;;) {
      let parentheses = 0;
      while (this.takes('(')) parentheses += 1;
      const { text } = this.token;
      if (this.#takesCall()) {
        open.push({ name: text, args: [], parentheses });
        continue;
      }
      let operand = this.#closed(this.#leaf(), parentheses);
      for (;;) {
        const call = open.at(-1);
        if (!call) return operand;
        call.args.push(operand);
        if (this.takes(',')) break;
        this.expect(')');
        open.pop();
        operand = this.#closed({ kind: 'call', name: call.name, args: call.args }, call.parentheses);
      }
    }
  }

  /** Operands between commas and the closing parenthesis; the opening one is read already. */
  operands(): OperandNode[] {
    const operands = [this.operand()];
    while (this.takes(',')) operands.push(this.operand());
    this.expect(')');
    return operands;
  }

  /** @throws AwsError where parentheses are nested deeper than any expression needs */
  checkParentheses(depth: number): void {
    if (depth > MAX_PARENTHESES) throw redundant(this.kind);
  }

  #leaf(): OperandNode {
    if (this.token.type === 'value') return { kind: 'value', name: this.advance().text };
    return this.path();
  }

  #closed(operand: OperandNode, parentheses: number): OperandNode {
    for (let open = parentheses; open > 0; open -= 1) this.expect(')');
    if (parentheses > 1) this.redundantParentheses = true;
    return operand;
  }

  /** Steps over a function's name and its opening parenthesis. */
  #takesCall(): boolean {
    if (this.token.type !== 'word') return false;
    if (this.next.type !== 'symbol' || this.next.text !== '(') return false;
    this.advance();
    this.advance();
    return true;
  }

  #name(): Step {
    const { token } = this;
    if (token.type !== 'word' && token.type !== 'name') throw this.unexpected();
    this.advance();
    return { name: token.text, placeholder: token.type === 'name' };
  }

  #index(): number {
    const { token } = this;
    if (token.type !== 'number') throw this.unexpected();
    if (token.text.length > MAX_INDEX_DIGITS) {
      throw invalidExpression(
        this.kind,
        `List index is not within the allowable range; index: [${token.text}]`,
      );
    }
    this.advance();
    this.expect(']');
    return Number(token.text);
  }
}

export const redundant = (kind: ExpressionKind) =>
  invalidExpression(kind, 'The expression has redundant parentheses;');
