import { validation } from '../errors.ts';
import type { Action } from '../expressions/apply.ts';
import type { Scope } from '../expressions/bind.ts';
import { samePath } from '../expressions/bind.ts';
import { appended, attributeAt, given, type SetValue, sumOf } from '../expressions/set-value.ts';
import { Substitutions } from '../expressions/substitutions.ts';
import type { Path, Update } from '../expressions/types.ts';
import { updateOf } from '../expressions/update.ts';
import { addTo, deleteFrom } from '../expressions/update-sets.ts';
import type { Expression, UpdateStatement } from './syntax.ts';
import { constantOf, describe, type Parameters, required } from './value.ts';

const SCOPE: Scope = { kind: 'UpdateExpression', substitutions: new Substitutions({}) };

/** What an UPDATE's SET and REMOVE make of an item, the same way as an update expression's. @throws AwsError ValidationException */
export const updateOfStatement = ({ sets, removes }: UpdateStatement, parameters: Parameters): Update =>
  updateOf(
    [
      ...sets.map(({ path, value }) => ({ path, leaf: actionOf(path, value, parameters) })),
      ...removes.map((path) => ({ path, leaf: { kind: 'remove', creates: false } as const })),
    ],
    SCOPE,
  );

function actionOf(path: Path, expression: Expression, parameters: Parameters): Action {
  if (expression.kind === 'call' && /^set_(?:add|delete)$/.test(expression.name)) {
    return setOperation(path, expression, parameters);
  }
  const { read, check } = setValue(expression, parameters);
  return { kind: 'set', read, check, creates: true };
}

/** `SET tags = set_add(tags, <<'a'>>)` */
function setOperation(
  path: Path,
  { name, args }: Expression & { kind: 'call' },
  parameters: Parameters,
): Action {
  const operation = name.slice('set_'.length).toUpperCase();
  const [target, operand] = args;
  if (!target || !operand || args.length > 2) {
    throw validation(`SET_${operation} must have exactly two arguments`);
  }
  if (target.kind !== 'path' || !samePath(target.path, path)) {
    throw validation(`The first argument to SET_${operation} must equal the assignment value`);
  }
  const value = required(operand, parameters);
  if (!('SS' in value || 'NS' in value || 'BS' in value)) {
    throw validation(`The second argument to SET_${operation} must be a value with type SET`);
  }
  const change = operation === 'ADD' ? addTo : deleteFrom;
  return { kind: 'change', creates: true, change: (current) => change(current, value) };
}

function setValue(expression: Expression, parameters: Parameters): SetValue {
  const constant = constantOf(expression, parameters);
  if (constant) return given(constant);
  switch (expression.kind) {
    case 'path':
      return attributeAt(expression.path);
    case 'arithmetic':
      return sumOf(
        expression.operator,
        setValue(expression.left, parameters),
        setValue(expression.right, parameters),
        SCOPE,
      );
    case 'call':
      if (expression.name !== 'list_append') throw validation(`Unrecognized function: ${expression.name}`);
      return appended(
        expression.args.map((arg) => setValue(arg, parameters)),
        SCOPE,
      );
    default:
      throw validation(`Unsupported operator in Update Expression. Operator: ${describe(expression)}`);
  }
}
