import { isObject, isScalar, type Json } from '../../../resources/json.ts';
import { templateError, validationError } from '../errors.ts';
import type { Template } from './template.ts';

/** In the order in which CloudFormation lists them. */
const SUPPORTED = [
  ...['Fn::Base64', 'Fn::GetAtt', 'Fn::GetAZs', 'Fn::ImportValue', 'Fn::Join', 'Fn::Split', 'Fn::FindInMap'],
  ...['Fn::Select', 'Ref', 'Fn::Equals', 'Fn::If', 'Fn::Not', 'Condition', 'Fn::And', 'Fn::Or', 'Fn::Sub'],
  'Fn::Cidr',
];

/** What AWS has and local-cloud lacks: macros, and the functions of AWS::LanguageExtensions. */
const MACROS = /^Fn::(Transform|Length|ToJsonString|ForEach(::.*)?)$/;

/**
 * Refuses functions and dynamic references that would otherwise end up in a resource as if they were data.
 *
 * @param options.references whether dynamic references stay what they are: where what is lacking is left out with a line each
 * @throws AwsError ValidationError that names the function or reference
 */
export function checkFunctions(template: Template, options: { references?: boolean } = {}): void {
  const text = options.references ? () => undefined : checkText;
  const check = (value: Json): void => checkValue(value, text);
  for (const declaration of template.resources.values()) {
    check(declaration.properties);
    if (declaration.metadata !== undefined) check(declaration.metadata);
    check(declaration.policies ?? {});
  }
  for (const { value, exportName } of template.outputs.values()) {
    check(value);
    if (exportName !== undefined) check(exportName);
  }
  for (const condition of template.conditions.values()) check(condition);
  for (const { default: value } of template.parameters.values()) text(value ?? '');
}

function checkValue(value: Json, text: (text: string) => void): void {
  if (typeof value === 'string') text(value);
  if (Array.isArray(value)) for (const entry of value) checkValue(entry, text);
  if (!isObject(value)) return;
  const keys = Object.keys(value);
  for (const key of keys) {
    if (key.startsWith('Fn::')) checkName(key, keys.length, value[key]!);
    checkValue(value[key]!, text);
  }
}

function checkName(name: string, keys: number, argument: Json): void {
  if (MACROS.test(name)) throw templateError(`the function ${name} is not supported by local-cloud`);
  if (!SUPPORTED.includes(name)) {
    throw templateError(
      `Encountered unsupported function: ${name} Supported functions are: [${SUPPORTED.join(', ')}]`,
    );
  }
  if (name === 'Fn::Select') checkSelect(argument);
  if (keys > 1) throw templateError(`an object that calls ${name} can't have other members`);
}

/** What is written out must be there; what other functions answer is seen when they do. */
function checkSelect(argument: Json): void {
  const [index, values] = Array.isArray(argument) ? argument : [];
  if (isObject(index) || isObject(values)) return;
  if (Array.isArray(values) && isScalar(index) && values[Number(index)] !== undefined) return;
  throw templateError('Fn::Select requires a list argument with two elements: an integer index and a list');
}

/** Refuses `{{resolve:ssm:…}}` and its like, in parameter values, too. */
export function checkText(text: string): void {
  const [found] = dynamicReferences(text);
  if (found) throw validationError(`The dynamic reference ${found} is not supported by local-cloud`);
}

export const dynamicReferences = (text: string): readonly string[] =>
  text.match(/\{\{resolve:[^}]*\}\}/g) ?? [];
