import { used } from '../../support/cloud.ts';
import { openTable, titled, type Values } from './table-support.ts';

const table = await used(openTable());
let key: { p: { S: string } };
beforeAll(async () => {
  key = await table.put({ n: { N: '1' } });
});

const N = (value: string) => ({ N: value });
const S = (value: string) => ({ S: value });
type Row = readonly [expression: string, message: string, values?: Values];

const v = { ':v': N('1') };
const redundant = 'The expression has redundant parentheses;';
const many = 'The expression contains too many operators; operator count: 301';
const syntax = (token: string, near: string) => `Syntax error; token: "${token}", near: "${near}"`;

const conditions: Row[] = [
  ['', 'The expression can not be empty;'],
  ['n', syntax('<EOF>', 'n')],
  ['n =', syntax('<EOF>', '=')],
  ['(n = :v', syntax('<EOF>', ':v'), v],
  ['n = :v)', syntax(')', ':v)'), v],
  ['n = :v AND', syntax('<EOF>', 'AND'), v],
  ['n = :v = n', syntax('=', ':v = n'), v],
  ['n AND n = :v', syntax('AND', 'n AND n'), v],
  ['n = NOT :v', syntax(':v', 'NOT :v'), v],
  ['n IN ()', syntax(')', '()')],
  ['_n = :v', syntax('_', '_n'), v],
  ['n != :v', syntax('!', 'n !='), v],
  ['n[:v] = n', syntax(':v', '[:v]'), v],
  ['n[-1] = :v', syntax('-', '[-1'), v],
  ['('.repeat(4096), syntax('<EOF>', '(')],
  ['x'.repeat(4097), 'Expression size has exceeded the maximum allowed size; expression size: 4097'],
  ['((n = :v))', redundant, v],
  ['n = ((:v))', redundant, v],
  [`${'('.repeat(2040)}n=:v${')'.repeat(2040)}`, redundant, v],
  [`${'NOT '.repeat(300)}n = :v`, many, v],
  [`n = :v ${'OR (n = :v '.repeat(150)}${')'.repeat(150)}`, many, v],
  ['name = :v', 'Attribute name is a reserved keyword; reserved keyword: name', v],
  ['n.Size = :v', 'Attribute name is a reserved keyword; reserved keyword: Size', v],
  ['f(n) = :v', 'Invalid function name; function: f', v],
  [`n < ${'f('.repeat(1300)}n${')'.repeat(1300)}`, 'Invalid function name; function: f'],
  ['size(n)', 'The function is not allowed to be used this way in an expression; function: size'],
  [
    'n = contains(n, :v)',
    'The function is not allowed to be used this way in an expression; function: contains',
    v,
  ],
  [
    'n = if_not_exists(n, :v)',
    'The function is not allowed in a condition expression; function: if_not_exists',
    v,
  ],
  ['#n = :v', 'An expression attribute name used in the document path is not defined; attribute name: #n', v],
  ['n = :w', 'An expression attribute value used in expression is not defined; attribute value: :w', v],
  [
    'attribute_exists(:v)',
    'Operator or function requires a document path; operator or function: attribute_exists',
    v,
  ],
  [
    'contains(n)',
    'Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1',
  ],
  [
    'n < n',
    'The first operand must be distinct from the remaining operands for this operator or function; operator: <, first operand: [n]',
  ],
  [
    'n < :v',
    'Incorrect operand type for operator or function; operator or function: <, operand type: L',
    { ':v': { L: [] } },
  ],
  [
    'begins_with(n, :v)',
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    v,
  ],
  [
    'attribute_type(n, :v)',
    'Invalid attribute type name found; type: DOG, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    { ':v': S('DOG') },
  ],
  [
    'n BETWEEN :v AND :w',
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    { ':v': N('2'), ':w': N('1') },
  ],
  [
    'n BETWEEN :v AND :w',
    'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:x}',
    { ':v': N('2'), ':w': S('x') },
  ],
];

const updates: Row[] = [
  ['', 'The expression can not be empty;'],
  ['INVALID SYNTAX', syntax('INVALID', 'INVALID SYNTAX')],
  ['SET _1 = :v', syntax('_', 'SET _1'), v],
  ['SET n = :v + :v + :v', syntax('+', ':v + :v'), v],
  ['SET n = f(n, :v + :v)', syntax('+', ':v + :v'), v],
  ['SET n', syntax('<EOF>', 'n')],
  ['ADD n n', syntax('n', 'n n')],
  [`SET n = ${'('.repeat(2000)}:v${')'.repeat(2000)}`, redundant, v],
  ['SET n = :v SET m = :v', 'The "SET" section can only be used once in an update expression;', v],
  ['SET n = f(n)', 'Invalid function name; function: f'],
  ['SET n = size(n)', 'The function is not allowed in an update expression; function: size'],
  [
    'SET n = list_append(list_append(n, n), n)',
    'The function is not allowed to be used this way in an expression; function: list_append',
  ],
  [
    'SET a = :v, a.b = :v',
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    v,
  ],
  [
    'SET a[1].b = :v REMOVE a[1]',
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, [1], b], path two: [a, [1]]',
    v,
  ],
  [
    'SET a.b = :v, a[1] = :v',
    'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]',
    v,
  ],
  [
    'ADD n :v',
    'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
    { ':v': S('x') },
  ],
  [
    'DELETE n :v',
    'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER',
    v,
  ],
  [
    'SET n = :v + :w',
    'Incorrect operand type for operator or function; operator or function: +, operand type: S',
    { ':v': N('1'), ':w': S('x') },
  ],
  [
    'SET n = list_append(:v, n)',
    'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
    v,
  ],
  [
    'SET n = if_not_exists(:v, n)',
    'Operator or function requires a document path; operator or function: if_not_exists',
    v,
  ],
];

describe('expressions', () => {
  it.each(titled(conditions))('refuse the condition %s', async (_title, expression, message, values) => {
    const request = table.update(
      key,
      'SET m = :set',
      { ...values, ':set': N('1') },
      {
        ConditionExpression: expression,
      },
    );
    await expect(request).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Invalid ConditionExpression: ${message}`,
    });
  });

  it.each(titled(updates))('refuse the update %s', async (_title, expression, message, values) => {
    await expect(table.update(key, expression, values)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Invalid UpdateExpression: ${message}`,
    });
  });

  it('refuse more than a hundred values of IN', async () => {
    const names = Array.from({ length: 101 }, (_, at) => `:v${at}`);
    const values = Object.fromEntries(names.map((name) => [name, N('1')]));
    const inAll = (list: string[]) => table.holds(key, `n IN (${list.join()})`, pick(values, list));
    expect(await inAll(names.slice(1))).toBe(true);
    await expect(inAll(names)).rejects.toMatchObject({
      message:
        'Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101',
    });
  });

  it('refuse names and values that are wrong by themselves', async () => {
    const update = (names: Record<string, string> | undefined, values: Values | undefined) =>
      table.update(key, 'REMOVE m', values, { ExpressionAttributeNames: names });
    const rows = [
      [update({}, undefined), 'ExpressionAttributeNames must not be empty'],
      [
        update({ m: 'm' }, undefined),
        'ExpressionAttributeNames contains invalid key: Syntax error; key: "m"',
      ],
      [
        update({ '#m': 'm', '#o': 'o' }, undefined),
        'Value provided in ExpressionAttributeNames unused in expressions: keys: {#m, #o}',
      ],
      [update(undefined, {}), 'ExpressionAttributeValues must not be empty'],
      [
        update(undefined, { v: N('1') }),
        'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
      ],
      [update(undefined, v), 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}'],
      [
        update(undefined, { ':v': N('1x') }),
        'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: 1x for key :v',
      ],
    ] as const;
    for (const [request, message] of rows) {
      await expect(request).rejects.toMatchObject({ name: 'ValidationException', message });
    }
  });
});

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]!]));
