import { functionCall, isObject, type Json } from '../../../resources/json.ts';

/** Something in a template that names a resource or a parameter. */
export interface Reference {
  readonly via: 'Ref' | 'Fn::GetAtt' | 'Fn::Sub';
  readonly name: string;
  /** The attribute asked for, where it is written out. */
  readonly attribute?: string;
}

/** What a `${…}` of an Fn::Sub text stands for: `literal` for `${!Name}`. */
export interface Variable {
  readonly name: string;
  readonly attribute?: string;
  readonly literal: boolean;
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** Replaces every `${…}` of an Fn::Sub text. */
export function substitute(text: string, replace: (variable: Variable, whole: string) => string): string {
  return text.replace(VARIABLE, (whole, inner: string) => replace(variable(inner), whole));
}

function variable(inner: string): Variable {
  if (inner.startsWith('!')) return { name: inner.slice(1), literal: true };
  const dot = inner.indexOf('.');
  if (dot < 0) return { name: inner, literal: false };
  return { name: inner.slice(0, dot), attribute: inner.slice(dot + 1), literal: false };
}

/** The resource and the attribute of an Fn::GetAtt, whose argument is a list or `Name.Attribute`. */
export function attributeArgument(argument: Json): { name: string; attribute: Json } | undefined {
  if (typeof argument === 'string') {
    const { name, attribute } = variable(argument);
    return attribute === undefined ? undefined : { name, attribute };
  }
  if (!Array.isArray(argument) || argument.length < 2) return undefined;
  const [name, ...path] = argument;
  if (typeof name !== 'string') return undefined;
  return { name, attribute: path.length === 1 ? path[0]! : path.join('.') };
}

/**
 * Every reference in a value, however deep.
 *
 * @param conditions where given, only the branch of an Fn::If that its condition chooses is looked into
 */
export function* references(
  value: Json,
  conditions?: ReadonlyMap<string, boolean>,
): Generator<Reference, void, undefined> {
  if (Array.isArray(value)) {
    for (const entry of value) yield* references(entry, conditions);
    return;
  }
  if (!isObject(value)) return;
  const call = functionCall(value);
  if (!call) {
    for (const entry of Object.values(value)) yield* references(entry, conditions);
    return;
  }
  const { name, argument } = call;
  if (name === 'Ref' && typeof argument === 'string') {
    yield { via: 'Ref', name: argument };
  } else if (name === 'Fn::GetAtt') {
    const target = attributeArgument(argument);
    if (!target) return;
    const { attribute } = target;
    yield {
      via: 'Fn::GetAtt',
      name: target.name,
      attribute: typeof attribute === 'string' ? attribute : undefined,
    };
    yield* references(attribute, conditions);
  } else if (name === 'Fn::Sub') {
    yield* substituted(argument, conditions);
  } else {
    yield* references(chosen(name, argument, conditions), conditions);
  }
}

function* substituted(
  argument: Json,
  conditions?: ReadonlyMap<string, boolean>,
): Generator<Reference, void, undefined> {
  const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
  yield* references(variables, conditions);
  if (typeof text !== 'string') return;
  const found: Reference[] = [];
  substitute(text, ({ name, attribute, literal }, whole) => {
    const given = attribute === undefined ? name : `${name}.${attribute}`;
    const own = isObject(variables) && Object.hasOwn(variables, given);
    if (!literal && !own) found.push({ via: 'Fn::Sub', name, attribute });
    return whole;
  });
  yield* found;
}

/** The part of an Fn::If that counts; any other function's whole argument. */
function chosen(name: string, argument: Json, conditions?: ReadonlyMap<string, boolean>): Json {
  if (name !== 'Fn::If' || !conditions || !Array.isArray(argument)) return argument;
  return argument[conditions.get(String(argument[0])) ? 1 : 2] ?? [];
}
