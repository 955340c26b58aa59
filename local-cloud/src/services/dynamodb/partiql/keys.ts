import type { RangeOperator } from '../expressions/types.ts';
import type { AttributeValue } from '../values/index.ts';
import type { Expression } from './syntax.ts';
import { constantOf, type Parameters } from './value.ts';

/** What a WHERE clause asks of one attribute. */
export interface Requirement {
  readonly name: string;
  readonly operator: RangeOperator | 'IN';
  readonly values: readonly AttributeValue[];
}

const MIRRORED: { readonly [operator: string]: RangeOperator } = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** What all have to hold for the clause to hold. */
export function conjuncts(where: Expression | undefined): readonly Expression[] {
  if (!where) return [];
  return where.kind === 'and' ? where.operands.flatMap(conjuncts) : [where];
}

/** The requirement that a conjunct puts on a whole attribute by values of the request; undefined for any other. */
export function requirementOf(expression: Expression, parameters: Parameters): Requirement | undefined {
  const constant = (operand: Expression) => constantOf(operand, parameters);
  switch (expression.kind) {
    case 'compare': {
      const { left, right, operator } = expression;
      if (operator === '<>') return undefined;
      const forwards = requirement(left, operator, [constant(right)]);
      return forwards ?? requirement(right, MIRRORED[operator]!, [constant(left)]);
    }
    case 'between':
      return requirement(expression.value, 'BETWEEN', [constant(expression.low), constant(expression.high)]);
    case 'in':
      return requirement(expression.value, 'IN', expression.list.map(constant));
    case 'call': {
      const [subject, prefix] = expression.args;
      if (expression.name !== 'begins_with' || !subject || !prefix) return undefined;
      return requirement(subject, 'begins_with', [constant(prefix)]);
    }
    default:
      return undefined;
  }
}

function requirement(
  subject: Expression,
  operator: Requirement['operator'],
  values: readonly (AttributeValue | undefined)[],
): Requirement | undefined {
  if (subject.kind !== 'path' || subject.path.length > 1) return undefined;
  if (values.some((value) => value === undefined)) return undefined;
  return { name: subject.path[0], operator, values: values as AttributeValue[] };
}
