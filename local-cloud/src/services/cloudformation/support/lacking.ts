import type { AnyResourceType } from '../resource-type.ts';
import { functionCall, isObject, type Json, type JsonObject } from '../template/json.ts';
import type { ResourceDeclaration } from '../template/template.ts';

export type ResourceTypes = ReadonlyMap<string, AnyResourceType>;

/** What a declaration asks for and local-cloud lacks, and what is left of it without that. */
export interface Lacking {
  /** Properties and attributes that it does not know. */
  readonly names: readonly string[];
  /** What else it lacks, in words: `the runtime python3.12`. */
  readonly limits: readonly string[];
  /** Absent where nothing is left: the type is unknown, or makes no sense without what is lacking. */
  readonly rest?: ResourceDeclaration;
}

/**
 * @param conditions where given, values that AWS::NoValue takes away do not count
 * @returns undefined where nothing is lacking
 */
export function lackingIn(
  declaration: ResourceDeclaration,
  types: ResourceTypes,
  conditions?: ReadonlyMap<string, boolean>,
): Lacking | undefined {
  const type = types.get(declaration.type);
  if (!type) return { names: [], limits: [] };
  const limits: string[] = [];
  let { properties } = declaration;
  for (let limit = type.limit?.(properties); limit; limit = type.limit?.(properties)) {
    limits.push(limit.what);
    if (!limit.rest) return { names: [], limits: [limit.what] };
    properties = limit.rest;
  }
  const names = Object.entries(properties)
    .filter(([name, value]) => !isKnown(type, name) && isThere(value, conditions))
    .map(([name]) => name);
  properties = without(properties, names);
  const { unsupportedAttributes = [] } = declaration;
  if (names.length + limits.length + unsupportedAttributes.length === 0) return undefined;
  return {
    names: [...unsupportedAttributes, ...names],
    limits,
    rest: { ...declaration, properties, unsupportedAttributes: [] },
  };
}

const isKnown = (type: AnyResourceType, name: string): boolean =>
  type.properties.includes(name) || (type.inert?.includes(name) ?? false);

/** Whether a value is one that surely counts: not AWS::NoValue, and no choice that may come to it. */
function isThere(value: Json, conditions?: ReadonlyMap<string, boolean>): boolean {
  const call = isObject(value) ? functionCall(value) : undefined;
  if (call?.name === 'Ref') return call.argument !== 'AWS::NoValue';
  if (call?.name !== 'Fn::If' || !Array.isArray(call.argument)) return true;
  const [condition, ifTrue = null, ifFalse = null] = call.argument;
  if (!conditions) return isThere(ifTrue) && isThere(ifFalse);
  return isThere(conditions.get(String(condition)) ? ifTrue : ifFalse, conditions);
}

export const without = (properties: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
