import { invalidExpression } from './lexer.ts';
import { Reader } from './reader.ts';
import type { CallNode, Comparator, ConditionNode, ConditionTree, OperandNode } from './syntax.ts';
import type { ExpressionKind } from './types.ts';

const COMPARATORS: ReadonlySet<string> = new Set<Comparator>(['=', '<>', '<', '<=', '>', '>=']);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
const MAX_IN_OPERANDS = 100;

const PRECEDENCE = { '(': 0, or: 1, and: 2, not: 3 } as const;
type Pending = keyof typeof PRECEDENCE;

/** An operand until it is compared, or a condition. A call is either, until its place tells. */
type Term = ConditionNode | OperandNode;

const isCondition = (term: Term): term is ConditionNode => term.kind !== 'path' && term.kind !== 'value';

const isOperand = (term: Term): term is OperandNode =>
  term.kind === 'path' || term.kind === 'value' || term.kind === 'call';

/**
 * Reads a condition in one pass by operator precedence, with stacks of its own: however parentheses nest, it takes linear
 * time and no depth.
 *
 * @throws AwsError ValidationException
 */
export function parseCondition(text: string, kind: ExpressionKind): ConditionTree {
  const reader = new Reader(text, kind);
  const parser = new ConditionParser(reader);
  const root = parser.parse();
  return { root, redundantParentheses: reader.redundantParentheses };
}

class ConditionParser {
  readonly #reader: Reader;
  readonly #terms: Term[] = [];
  readonly #pending: Pending[] = [];
  /** Terms that stood in parentheses of their own. */
  readonly #wrapped = new Set<Term>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  parse(): ConditionNode {
    for (;;) {
      this.#prefixes();
      let term = this.#compared(this.#operand());
      while (this.#reader.takes(')')) term = this.#compared(this.#close(term));
      if (!isCondition(term)) throw this.#reader.unexpected();
      this.#terms.push(term);
      if (this.#reader.token.type === 'end') return this.#finish();
      this.#push(this.#logical());
    }
  }

  #prefixes(): void {
    for (;;) {
      if (this.#reader.takes('(')) this.#pending.push('(');
      else if (this.#reader.takesWord('NOT')) {
        this.#reader.countOperator();
        this.#pending.push('not');
      } else return;
    }
  }

  #operand(): OperandNode {
    return this.#reader.operand();
  }

  /** The operand with the comparison that follows it, if one does. */
  #compared(term: Term): Term {
    const reader = this.#reader;
    const { text, type } = reader.token;
    if (!isOperand(term)) return term;
    if (type === 'symbol' && COMPARATORS.has(text)) {
      reader.countOperator();
      reader.advance();
      return { kind: 'compare', operator: text as Comparator, left: term, right: this.#operand() };
    }
    if (reader.takesWord('BETWEEN')) {
      reader.countOperator();
      const low = this.#operand();
      if (!reader.takesWord('AND')) throw reader.unexpected();
      return { kind: 'between', value: term, low, high: this.#operand() };
    }
    if (reader.takesWord('IN')) {
      reader.countOperator();
      reader.expect('(');
      return { kind: 'in', value: term, list: this.#list() };
    }
    return term;
  }

  #list(): OperandNode[] {
    const list = this.#reader.operands();
    if (list.length <= MAX_IN_OPERANDS) return list;
    throw invalidExpression(
      this.#reader.kind,
      `The IN operator is provided with too many operands; number of operands: ${list.length}`,
    );
  }

  /** What the parenthesis that was just closed holds. */
  #close(term: Term): Term {
    const bare = this.#pending.at(-1) === '(';
    if (!bare && !isCondition(term)) throw this.#reader.unexpected();
    this.#terms.push(term);
    this.#reduce(PRECEDENCE.or);
    if (this.#pending.pop() !== '(') throw this.#unopened();
    const inner = this.#terms.pop()!;
    if (this.#wrapped.has(inner)) this.#reader.redundantParentheses = true;
    this.#wrapped.add(inner);
    return inner;
  }

  #logical(): 'and' | 'or' {
    const word = this.#reader.takesWord('AND') ? 'and' : this.#reader.takesWord('OR') ? 'or' : undefined;
    if (!word) throw this.#reader.unexpected();
    this.#reader.countOperator();
    return word;
  }

  #push(operator: 'and' | 'or'): void {
    this.#reduce(PRECEDENCE[operator]);
    this.#pending.push(operator);
  }

  /** Applies the operators that bind at least as strongly. */
  #reduce(precedence: number): void {
    for (;;) {
      const operator = this.#pending.at(-1);
      if (operator === undefined || operator === '(' || PRECEDENCE[operator] < precedence) return;
      this.#pending.pop();
      // Only conditions are ever pushed beside an operator.
      const right = this.#terms.pop() as ConditionNode;
      if (operator === 'not') this.#terms.push({ kind: 'not', operand: right });
      else this.#terms.push({ kind: operator, left: this.#terms.pop() as ConditionNode, right });
    }
  }

  #finish(): ConditionNode {
    this.#reduce(PRECEDENCE.or);
    if (this.#pending.length > 0) throw this.#reader.unexpected();
    return this.#terms.pop() as Exclude<ConditionNode, CallNode>;
  }

  #unopened(): Error {
    this.#reader.retreat();
    return this.#reader.unexpected();
  }
}
