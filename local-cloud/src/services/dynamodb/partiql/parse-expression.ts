import { validation } from '../errors.ts';
import type { Comparator } from '../expressions/syntax.ts';
import { isWord } from '../expressions/token-reader.ts';
import { readValue } from '../values/index.ts';
import type { StatementReader } from './statement-reader.ts';
import type { Expression } from './syntax.ts';

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** Conditions and values are of one grammar: OR, AND, NOT, comparisons, sums, then what stands alone. @throws AwsError */
export function parseExpression(reader: StatementReader): Expression {
  return reader.nested(() => chain(reader, 'or', () => chain(reader, 'and', () => negation(reader))));
}

function chain(reader: StatementReader, kind: 'and' | 'or', read: () => Expression): Expression {
  const first = read();
  if (!reader.seesWord(kind.toUpperCase())) return first;
  const operands = [first];
  while (reader.takesWord(kind.toUpperCase())) operands.push(read());
  return { kind, operands };
}

function negation(reader: StatementReader): Expression {
  if (!reader.takesWord('NOT')) return comparison(reader);
  return { kind: 'not', operand: reader.nested(() => negation(reader)) };
}

function comparison(reader: StatementReader): Expression {
  const value = parseSum(reader);
  const operator = reader.token.type === 'symbol' ? COMPARATORS.get(reader.token.text) : undefined;
  if (operator) {
    reader.advance();
    return { kind: 'compare', operator, left: value, right: parseSum(reader) };
  }
  if (reader.takesWord('IS')) return typeTest(reader, value);
  const negated = reader.seesWord('NOT') && ['IN', 'BETWEEN'].some((word) => isWord(reader.next, word));
  if (negated) reader.advance();
  const test = membership(reader, value);
  return negated ? { kind: 'not', operand: test } : test;
}

function typeTest(reader: StatementReader, value: Expression): Expression {
  const negated = reader.takesWord('NOT');
  if (reader.token.type !== 'word') throw reader.unexpected('a type');
  const test: Expression = { kind: 'is', value, type: reader.advance().text.toUpperCase() };
  return negated ? { kind: 'not', operand: test } : test;
}

function membership(reader: StatementReader, value: Expression): Expression {
  if (reader.takesWord('BETWEEN')) {
    const low = parseSum(reader);
    reader.expectWord('AND');
    return { kind: 'between', value, low, high: parseSum(reader) };
  }
  if (!reader.takesWord('IN')) return value;
  if (reader.takes('(')) return { kind: 'in', value, list: expressions(reader, ')') };
  reader.expect('[');
  return { kind: 'in', value, list: expressions(reader, ']') };
}

/** A value, or several with plus and minus between. @throws AwsError */
export function parseSum(reader: StatementReader): Expression {
  let left = primary(reader);
  while (reader.sees('+') || reader.sees('-')) {
    const operator = reader.advance().text as '+' | '-';
    left = { kind: 'arithmetic', operator, left, right: primary(reader) };
  }
  return left;
}

function primary(reader: StatementReader): Expression {
  const { type, text } = reader.token;
  if (type === 'string') return literal({ S: reader.advance().text });
  if (type === 'number') return literal(readValue({ N: reader.advance().text }));
  if (type === 'quoted') return { kind: 'path', path: reader.path() };
  if (type === 'word') return word(reader);
  if (type !== 'symbol') throw reader.unexpected('a value');
  if (text === '?') return { kind: 'parameter', index: reader.takeParameter() };
  return reader.nested(() => bracketed(reader));
}

const literal = (value: (Expression & { kind: 'literal' })['value']): Expression => ({
  kind: 'literal',
  value,
});

function word(reader: StatementReader): Expression {
  const next = reader.next;
  if (next.type === 'symbol' && next.text === '(') return reader.nested(() => call(reader));
  if (reader.takesWord('TRUE')) return literal({ BOOL: true });
  if (reader.takesWord('FALSE')) return literal({ BOOL: false });
  if (reader.takesWord('NULL')) return literal({ NULL: true });
  if (reader.seesWord('MISSING')) throw validation('MISSING must be compared using IS operator');
  return { kind: 'path', path: reader.path() };
}

function call(reader: StatementReader): Expression {
  const name = reader.advance().text.toLowerCase();
  reader.expect('(');
  if (name === 'exists') throw validation('EXISTS can only be used in ExecuteTransaction write requests.');
  return { kind: 'call', name, args: expressions(reader, ')') };
}

function bracketed(reader: StatementReader): Expression {
  if (reader.takes('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (reader.takes('[')) return { kind: 'list', elements: expressions(reader, ']') };
  if (reader.takes('<<')) return { kind: 'set', elements: expressions(reader, '>>') };
  if (reader.takes('{')) return { kind: 'map', members: members(reader) };
  if (reader.takes('-')) return negative(reader);
  throw reader.unexpected('a value');
}

function negative(reader: StatementReader): Expression {
  if (reader.token.type !== 'number') throw reader.unexpected('a number');
  return literal(readValue({ N: `-${reader.advance().text}` }));
}

function expressions(reader: StatementReader, end: string): Expression[] {
  const found: Expression[] = [];
  if (reader.takes(end)) return found;
  do found.push(parseExpression(reader));
  while (reader.takes(','));
  reader.expect(end);
  return found;
}

function members(reader: StatementReader): [string, Expression][] {
  const found: [string, Expression][] = [];
  if (reader.takes('}')) return found;
  do {
    if (reader.token.type !== 'string' && reader.token.type !== 'quoted')
      throw reader.unexpected("a name in ''");
    const name = reader.advance().text;
    reader.expect(':');
    found.push([name, parseExpression(reader)]);
  } while (reader.takes(','));
  reader.expect('}');
  return found;
}
