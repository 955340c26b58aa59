import { actions, condition, members } from './generate.ts';
import type { Random } from './random.ts';
import { Writer } from './write-text.ts';

/** Requests as nobody means them: right ones with something changed, and texts of tokens in no order. */

const TOKENS = [
  ...[
    'AND',
    'or',
    'NOT',
    'BETWEEN',
    'IN',
    'SET',
    'REMOVE',
    'ADD',
    'DELETE',
    'a',
    'p',
    'name',
    '_x',
    '#a',
    '#',
    ':v',
  ],
  ...[
    ':',
    '(',
    ')',
    '[',
    ']',
    '.',
    ',',
    '=',
    '<>',
    '<',
    '<=',
    '>=',
    '+',
    '-',
    '0',
    '7',
    '99999999999',
    '!',
    '"',
    '😀',
  ],
  ...[
    'size(',
    'contains(',
    'begins_with(',
    'attribute_exists(',
    'if_not_exists(',
    'list_append(',
    'f(',
    ' ',
    '\u0000',
  ],
];

const STATEMENT_TOKENS = [
  ...[
    'SELECT',
    '*',
    'FROM',
    'things',
    '"things"',
    'WHERE',
    'ORDER BY',
    'INSERT INTO',
    'VALUE',
    'UPDATE',
    'SET',
  ],
  ...[
    'REMOVE',
    'DELETE',
    'RETURNING ALL OLD *',
    'EXISTS(',
    "'x'",
    "'",
    '"',
    'p',
    'n',
    '=',
    '<',
    '<<',
    '>>',
    '{',
    '}',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    ',',
    ':',
    '.',
    '?',
    '1',
    '-1e5',
    'NOT',
    'AND',
    'OR',
    'IN',
    'IS',
    'MISSING',
    'NULL',
    'BETWEEN',
  ],
  ...['begins_with(', 'size(', 'list_append(', 'set_add(', '--', '\n', '\u0000'],
];

const soup = (random: Random, tokens: readonly string[]): string =>
  random.some(30, () => random.pick(tokens)).join(random.oneIn(3) ? '' : ' ');

/** A text with some of its characters gone, doubled, or another's. */
function bent(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const kind = random.below(4);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1 + random.below(5));
  if (kind === 1) return text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
  if (kind === 2) return text.slice(0, at) + text.slice(Math.max(0, at - 10));
  return `${'('.repeat(random.below(3000))}${text}${')'.repeat(random.below(3000))}`;
}

function expression(random: Random, right: string): string {
  const kind = random.below(6);
  if (kind === 0) return soup(random, TOKENS);
  if (kind < 4) return bent(random, right);
  return kind === 4
    ? random.pick(['NOT ', '(', 'size(', 'a<b OR (', 'f(']).repeat(random.below(1500))
    : right;
}

const STRANGE: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    1.5,
    1e300,
    '',
    'x',
    [],
    {},
    [null],
    [[]],
    { S: null },
    { L: [null] },
    { M: null },
    { SS: [null] },
  ],
  ...[
    { N: '' },
    { NS: ['1', '1.0'] },
    { B: '!' },
    { S: 'a', N: '1' },
    { NULL: false },
    JSON.parse('{"__proto__":{"S":"x"}}'),
  ],
];

/** Stands for a value that nests thousands of levels, which is put in once the rest is text. */
const DEEP = 'a value that nests deeply';
function nested(random: Random): string {
  const open = random.pick(['{"L":[', '{"M":{"a":', '[', '{"a":']).repeat(1 + random.below(9000));
  // An object's last member has yet to have a value.
  return closed(open.endsWith(':') ? `${open}{` : open);
}

/** Closes what is open in a text of brackets. */
const closed = (open: string): string =>
  open +
  [...open]
    .filter((each) => each === '{' || each === '[')
    .reverse()
    .map((each) => (each === '{' ? '}' : ']'))
    .join('');

/** The same body, but for something within it. */
function spoiled(random: Random, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || random.oneIn(5)) {
    return random.oneIn(20) ? DEEP : random.pick(STRANGE);
  }
  const names = Object.keys(body);
  if (names.length === 0) return random.pick(STRANGE);
  const name = random.pick(names);
  const inside = spoiled(random, (body as Record<string, unknown>)[name]);
  if (Array.isArray(body)) return body.map((each, index) => (String(index) === name ? inside : each));
  return {
    ...body,
    [random.oneIn(8) ? random.pick(['__proto__', 'constructor', name.toLowerCase()]) : name]: inside,
  };
}

/** An operation and a body for it. */
export function request(random: Random): { operation: string; body: string } {
  const [operation, right] = random.pick(REQUESTS)(random);
  const body = random.oneIn(2) ? spoiled(random, right) : right;
  const text = JSON.stringify(body).replace(JSON.stringify(DEEP), () => nested(random));
  return { operation, body: random.oneIn(50) ? bent(random, text) : text };
}

const TableName = 'things';
const Key = { p: { S: 'k' } };

function conditional(random: Random, member: string) {
  const writer = new Writer();
  const text = writer.condition(condition(random));
  return { [member]: expression(random, text), ...writer.parameters };
}

function updating(random: Random) {
  const writer = new Writer();
  const text = writer.update(actions(random));
  return { TableName, Key, UpdateExpression: expression(random, text), ...writer.parameters };
}

type Request = (random: Random) => [string, unknown];

const REQUESTS: readonly Request[] = [
  (random) => [
    'PutItem',
    { TableName, Item: { ...members(random), ...Key }, ...conditional(random, 'ConditionExpression') },
  ],
  (random) => ['UpdateItem', updating(random)],
  (random) => ['DeleteItem', { TableName, Key, ...conditional(random, 'ConditionExpression') }],
  (random) => ['GetItem', { TableName, Key, ProjectionExpression: expression(random, 'a.b[0], c') }],
  (random) => ['Scan', { TableName, ...conditional(random, 'FilterExpression') }],
  (random) => {
    const keys = { p: { ComparisonOperator: 'EQ', AttributeValueList: [Key.p] } };
    return ['Query', { TableName, KeyConditions: keys, ...conditional(random, 'FilterExpression') }];
  },
  (random) => {
    const text = expression(random, 'p = :p AND s BETWEEN :p AND :p');
    return ['Query', { TableName, KeyConditionExpression: text, ExpressionAttributeValues: { ':p': Key.p } }];
  },
  (random) => {
    const check = { TableName, Key, ...conditional(random, 'ConditionExpression') };
    return [
      'TransactWriteItems',
      { TransactItems: [{ Update: updating(random) }, { ConditionCheck: check }] },
    ];
  },
  () => ['BatchGetItem', { RequestItems: { things: { Keys: [Key], ProjectionExpression: 'a' } } }],
  (random) => [
    'BatchWriteItem',
    { RequestItems: { things: [{ PutRequest: { Item: { ...members(random), ...Key } } }] } },
  ],
  (random) => {
    const Expected = {
      a: {
        ComparisonOperator: random.pick(['EQ', 'IN', 'BEGINS_WITH', 'X']),
        AttributeValueList: [{ S: 'x' }],
      },
    };
    const AttributeUpdates = { a: { Action: random.pick(['ADD', 'PUT', 'DELETE']), Value: { SS: ['x'] } } };
    return ['UpdateItem', { TableName, Key, Expected, AttributeUpdates }];
  },
  (random) => ['ExecuteStatement', { Statement: soup(random, STATEMENT_TOKENS) || 'x' }],
  (random) => {
    const right = `UPDATE things SET a = ?, b = list_append(b, [1]) REMOVE c WHERE p = 'k' AND NOT (a < 1 OR size(b) > 2)`;
    return ['ExecuteStatement', { Statement: bent(random, right), Parameters: [{ N: '1' }] }];
  },
  (random) => {
    const right = `SELECT a, b[0] FROM "things" WHERE p IN ['k', 'l'] AND begins_with(a, 'x') ORDER BY p DESC`;
    const statements = [{ Statement: bent(random, right) }, { Statement: right }];
    return ['BatchExecuteStatement', { Statements: statements }];
  },
];
