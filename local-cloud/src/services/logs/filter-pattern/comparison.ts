import { invalidParameter } from '../errors.ts';
import { compileRegex } from './message-filter.ts';

export const UNARY = ['IS NULL', 'IS TRUE', 'IS FALSE', 'NOT EXISTS', 'EXISTS'] as const;

export interface Comparison {
  readonly operator: string;
  readonly operand?: { readonly kind: 'string' | 'regex' | 'word'; readonly text: string };
}

/** One comparison: `$.a.b[0] = "x*"`, `$.status >= 500`, `$.flag IS TRUE`. */
export function compileComparison(selector: string, comparison: Comparison): (document: unknown) => boolean {
  const path = parseSelector(selector);
  const holds = compileTest(comparison);
  return (document) => holds(select(document, path));
}

function compileTest({ operator, operand }: Comparison): (value: unknown) => boolean {
  switch (operator) {
    case 'IS NULL':
      return (value) => value === null;
    case 'IS TRUE':
      return (value) => value === true;
    case 'IS FALSE':
      return (value) => value === false;
    case 'EXISTS':
      return (value) => value !== undefined;
    case 'NOT EXISTS':
      return (value) => value === undefined;
    case '=':
      return equality(operand!);
    case '!=': {
      const equals = equality(operand!);
      return (value) => value !== undefined && !equals(value);
    }
    default:
      return order(operator, operand!);
  }
}

function equality({ kind, text }: NonNullable<Comparison['operand']>): (value: unknown) => boolean {
  if (kind === 'regex') {
    const expression = compileRegex(text);
    return (value) => typeof value === 'string' && expression.test(value);
  }
  const number = kind === 'word' ? Number(text) : Number.NaN;
  // The asterisk stands for any text.
  const source = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${source.join('.*')}$`, 's');
  return (value) =>
    typeof value === 'number' ? value === number : typeof value === 'string' && expression.test(value);
}

function order(operator: string, operand: NonNullable<Comparison['operand']>): (value: unknown) => boolean {
  const number = operand.kind === 'word' ? Number(operand.text) : Number.NaN;
  if (Number.isNaN(number)) {
    throw invalidParameter(`Invalid filter pattern: ${operator} compares numbers, not '${operand.text}'`);
  }
  const holds: Readonly<Record<string, (value: number) => boolean>> = {
    '<': (value) => value < number,
    '<=': (value) => value <= number,
    '>': (value) => value > number,
    '>=': (value) => value >= number,
  };
  return (value) => typeof value === 'number' && holds[operator]!(value);
}

const STEP = /\.([\w-]+)|\.?\[(\d+)\]|\.?\[(?:'([^']*)'|"([^"]*)")\]/y;

/** The steps of `$.a['b c'][0]`. @throws AwsError InvalidParameterException (400), also for wildcards */
function parseSelector(selector: string): readonly (string | number)[] {
  const path: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < selector.length) {
    const found = STEP.exec(selector);
    if (!found)
      throw invalidParameter(`Invalid filter pattern: local-cloud can't read the selector ${selector}`);
    const [, name, index, single, double] = found;
    path.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index));
  }
  if (path.length === 0) throw invalidParameter(`Invalid filter pattern: ${selector} selects nothing`);
  return path;
}

function select(document: unknown, path: readonly (string | number)[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
