import { Reader } from './reader.ts';
import type { ActionNode, PathNode, SetNode, UpdateTree, ValueNode } from './syntax.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];

/** @throws AwsError ValidationException */
export function parseUpdate(text: string): UpdateTree {
  const reader = new Reader(text, 'UpdateExpression');
  const actions: ActionNode[] = [];
  const seen = new Set<Section>();
  let repeated: string | undefined;
  do {
    const section = SECTIONS.find((word) => reader.takesWord(word));
    if (!section) throw reader.unexpected();
    if (seen.has(section)) repeated ??= section;
    seen.add(section);
    do actions.push(parseAction(reader, section));
    while (reader.takes(','));
  } while (reader.token.type !== 'end');
  return { actions, repeated, redundantParentheses: reader.redundantParentheses };
}

/** A list of paths between commas. @throws AwsError ValidationException */
export function parseProjection(text: string): PathNode[] {
  const reader = new Reader(text, 'ProjectionExpression');
  const paths = [];
  do paths.push(reader.path());
  while (reader.takes(','));
  if (reader.token.type !== 'end') throw reader.unexpected();
  return paths;
}

function parseAction(reader: Reader, section: Section): ActionNode {
  const path = reader.path();
  if (section === 'REMOVE') return { section, path };
  if (section !== 'SET') return { section, path, value: parseValue(reader) };
  reader.expect('=');
  return { section, path, value: parseSum(reader, 0).node };
}

function parseValue(reader: Reader): ValueNode {
  if (reader.token.type !== 'value') throw reader.unexpected();
  return { kind: 'value', name: reader.advance().text };
}

/** One operand, or two with a plus or minus between, either of which may be such a pair in parentheses. */
function parseSum(reader: Reader, depth: number): { node: SetNode; wrapped: boolean } {
  const left = parseTerm(reader, depth);
  const operator = reader.sees('+') ? '+' : reader.sees('-') ? '-' : undefined;
  if (!operator) return left;
  reader.countOperator();
  reader.advance();
  const right = parseTerm(reader, depth);
  return { node: { kind: 'arithmetic', operator, left: left.node, right: right.node }, wrapped: false };
}

function parseTerm(reader: Reader, depth: number): { node: SetNode; wrapped: boolean } {
  if (!reader.takes('(')) return { node: reader.operand(), wrapped: false };
  reader.checkParentheses(depth);
  const { node, wrapped } = parseSum(reader, depth + 1);
  reader.expect(')');
  if (wrapped) reader.redundantParentheses = true;
  return { node, wrapped: true };
}
