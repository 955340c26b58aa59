import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Json } from '../../../resources/json.ts';
import { validationError } from '../errors.ts';
import { checkText } from './check-functions.ts';
import type { ParameterDeclaration, Template } from './template.ts';

/** A parameter as a request brings it. */
export type ParameterInput = Pick<Parameter, 'ParameterKey' | 'ParameterValue' | 'UsePreviousValue'>;

/**
 * The value of every parameter a template declares: what was given, what the stack had before, or the default.
 *
 * @param previous the stack's present values, for `UsePreviousValue`
 * @throws AwsError ValidationError
 */
export function resolveParameters(
  template: Template,
  inputs: readonly ParameterInput[],
  previous: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const unknown = inputs.filter(({ ParameterKey }) => !template.parameters.has(ParameterKey ?? ''));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${names(unknown)}] do not exist in the template`);
  }
  const given = new Map(inputs.map((input) => [input.ParameterKey ?? '', givenValue(input, previous)]));
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const [name, declaration] of template.parameters) {
    const value = given.get(name) ?? declaration.default;
    if (value === undefined) missing.push(name);
    else values.set(name, value);
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, value] of values) checkValue(name, value, template.parameters.get(name)!);
  return values;
}

const names = (inputs: readonly ParameterInput[]): string =>
  inputs.map(({ ParameterKey }) => ParameterKey).join(', ');

function givenValue(input: ParameterInput, previous: ReadonlyMap<string, string>): string | undefined {
  const { ParameterKey: key = '', ParameterValue: value, UsePreviousValue: usePrevious } = input;
  if (!usePrevious) return value;
  if (value !== undefined) {
    throw validationError(
      `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
    );
  }
  if (!previous.has(key)) {
    throw validationError(
      `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  }
  return previous.get(key);
}

function checkValue(name: string, value: string, declaration: ParameterDeclaration): void {
  checkText(value);
  const problem = items(value, declaration)
    .map((item) => violation(item, declaration))
    .find((found) => found !== undefined);
  if (problem === undefined) return;
  const { constraintDescription } = declaration;
  throw validationError(
    constraintDescription === undefined
      ? `Parameter '${name}' ${problem}`
      : `Parameter '${name}' failed to satisfy constraint: ${constraintDescription}`,
  );
}

function violation(value: string, declaration: ParameterDeclaration): string | undefined {
  const { allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue } = declaration;
  const numeric = declaration.type === 'Number' || declaration.type === 'List<Number>';
  if (numeric && (value.trim() === '' || Number.isNaN(Number(value)))) return 'must be a number.';
  if (allowedValues && !allowedValues.includes(value)) return 'must be one of AllowedValues';
  if (allowedPattern !== undefined && !new RegExp(`^(?:${allowedPattern})$`).test(value)) {
    return `must match pattern ${allowedPattern}`;
  }
  if (minLength !== undefined && value.length < minLength)
    return `must contain at least ${minLength} characters`;
  if (maxLength !== undefined && value.length > maxLength)
    return `must contain at most ${maxLength} characters`;
  if (minValue !== undefined && Number(value) < minValue) return `must be a number not less than ${minValue}`;
  if (maxValue !== undefined && Number(value) > maxValue)
    return `must be a number not greater than ${maxValue}`;
  return undefined;
}

const isList = (type: string): boolean => type.startsWith('List<') || type === 'CommaDelimitedList';

/** The entries of a list parameter, which are checked one by one; any other parameter's value alone. */
function items(value: string, { type }: ParameterDeclaration): string[] {
  return isList(type) ? value.split(',').map((item) => item.trim()) : [value];
}

/** What `Ref` answers for a parameter: text, or a list for the list types. */
export function parameterValue(value: string, declaration: ParameterDeclaration): Json {
  if (!isList(declaration.type)) return value;
  return value === '' ? [] : items(value, declaration);
}
