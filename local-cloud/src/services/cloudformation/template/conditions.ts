import { isObject, isScalar, type Json, sameJson } from '../../../resources/json.ts';
import { templateError, templateFormatError } from '../errors.ts';
import { evaluate, type Scope } from './evaluate.ts';
import type { Template } from './template.ts';

/**
 * Whether each condition of a template holds.
 *
 * @param scope answers parameters; conditions can't refer to resources
 * @throws AwsError ValidationError
 */
export function evaluateConditions(
  template: Template,
  scope: Omit<Scope, 'conditions'>,
): ReadonlyMap<string, boolean> {
  const results = new Map<string, boolean>();
  const open = new Set<string>();

  function named(name: string): boolean {
    const known = results.get(name);
    if (known !== undefined) return known;
    const condition = template.conditions.get(name);
    if (condition === undefined) {
      throw templateFormatError(
        `Unresolved condition dependency ${name} in the Conditions block of the template`,
      );
    }
    if (open.has(name))
      throw templateFormatError(`Circular dependency between conditions: [${[...open].join(', ')}]`);
    open.add(name);
    const result = holds(condition);
    open.delete(name);
    results.set(name, result);
    return result;
  }

  function holds(condition: Json): boolean {
    const [name, ...others] = isObject(condition) ? Object.keys(condition) : [];
    if (!isObject(condition) || name === undefined || others.length > 0) {
      throw templateFormatError('Every Conditions member must be a condition function.');
    }
    const argument = condition[name]!;
    switch (name) {
      case 'Condition':
        return named(String(argument));
      case 'Fn::Not':
        return !operands(name, argument, 1, 1).every(holds);
      case 'Fn::And':
        return operands(name, argument, 2, 10).map(holds).every(Boolean);
      case 'Fn::Or':
        return operands(name, argument, 2, 10).map(holds).some(Boolean);
      case 'Fn::Equals':
        return equal(operands(name, argument, 2, 2));
      default:
        throw templateFormatError('Every Conditions member must be a condition function.');
    }
  }

  function equal(pair: Json[]): boolean {
    const lazily: Scope = { ...scope, conditions: results };
    const [a, b] = pair.map((operand) => evaluate(operand, lazily));
    // Templates write 'true' and true, '1' and 1 alike.
    return isScalar(a) && isScalar(b) ? String(a) === String(b) : sameJson(a, b);
  }

  for (const name of template.conditions.keys()) named(name);
  return results;
}

function operands(name: string, argument: Json, least: number, most: number): Json[] {
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    const count = least === most ? `${least}` : `between ${least} and ${most}`;
    throw templateError(`every ${name} object requires a list of ${count} elements.`);
  }
  return argument;
}
