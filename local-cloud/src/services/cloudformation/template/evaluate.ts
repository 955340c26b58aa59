import { functionCall, isObject, isScalar, type Json, type JsonObject } from '../../../resources/json.ts';
import { templateError } from '../errors.ts';
import { PLAIN_FUNCTIONS } from './functions.ts';
import { attributeArgument, substitute } from './references.ts';

/** What a template's functions are evaluated with. */
export interface Scope {
  readonly region: string;
  readonly mappings: JsonObject;
  readonly conditions: ReadonlyMap<string, boolean>;
  /** @returns undefined for AWS::NoValue */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, attribute: string): Json;
  importValue(exportName: string): Json;
}

/**
 * A value with all its functions replaced by what they answer.
 *
 * @returns undefined for AWS::NoValue; members and entries that are AWS::NoValue are left out
 * @throws AwsError ValidationError "Template error: …"
 */
export function evaluate(value: Json, scope: Scope): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((entry) => evaluate(entry, scope)).filter((entry) => entry !== undefined);
  }
  if (!isObject(value)) return value;
  const call = functionCall(value);
  if (call) return evaluateCall(call.name, call.argument, scope);
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    const result = evaluate(member, scope);
    if (result !== undefined) entries.push([key, result]);
  }
  return Object.fromEntries(entries);
}

function evaluateCall(name: string, argument: Json, scope: Scope): Json | undefined {
  switch (name) {
    case 'Ref':
      if (typeof argument !== 'string')
        throw templateError('every Ref object must have a single String value.');
      return scope.ref(argument);
    case 'Fn::GetAtt':
      return getAttribute(argument, scope);
    case 'Fn::Sub':
      return substituteAll(argument, scope);
    case 'Fn::If':
      return choose(argument, scope);
    case 'Fn::ImportValue': {
      const exportName = evaluate(argument, scope);
      if (!isScalar(exportName)) throw templateError('the attribute in Fn::ImportValue must be a string');
      return scope.importValue(String(exportName));
    }
    default: {
      const plain = PLAIN_FUNCTIONS[name];
      if (!plain) throw templateError(`${name} can only be used in the Conditions section`);
      const evaluated = evaluate(argument, scope);
      return plain(evaluated ?? null, scope);
    }
  }
}

function getAttribute(argument: Json, scope: Scope): Json {
  const target = attributeArgument(argument);
  const attribute = target && evaluate(target.attribute, scope);
  if (!target || !isScalar(attribute)) {
    throw templateError(
      'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return scope.attribute(target.name, String(attribute));
}

function substituteAll(argument: Json, scope: Scope): Json {
  const [text, variables = {}, ...others] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isObject(variables) || others.length > 0) {
    throw templateError(
      "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, " +
        'and an optional second argument to specify a mapping of values to replace in the string',
    );
  }
  return substitute(text, ({ name, attribute, literal }) => {
    if (literal) return `\${${name}}`;
    const given = attribute === undefined ? name : `${name}.${attribute}`;
    const result = Object.hasOwn(variables, given)
      ? evaluate(variables[given]!, scope)
      : attribute === undefined
        ? scope.ref(name)
        : scope.attribute(name, attribute);
    if (!isScalar(result))
      throw templateError(`variable ${given} in Fn::Sub expression does not resolve to a string`);
    return String(result);
  });
}

function choose(argument: Json, scope: Scope): Json | undefined {
  const [condition, ifTrue, ifFalse] = Array.isArray(argument) ? argument : [];
  if (typeof condition !== 'string' || ifTrue === undefined || ifFalse === undefined) {
    throw templateError(
      'Fn::If requires a list argument with three elements: a condition name, the value if true, and the value if false',
    );
  }
  return evaluate(scope.conditions.get(condition) ? ifTrue : ifFalse, scope);
}
