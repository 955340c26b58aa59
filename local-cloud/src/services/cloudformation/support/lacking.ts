import type { AnyResourceType } from '../../../resources/resource-type.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { unsupportedIn } from './unsupported.ts';

export type ResourceTypes = ReadonlyMap<string, AnyResourceType>;

/** What a declaration asks for and local-cloud lacks, and what is left of it without that. */
export interface Lacking {
  /** Properties and attributes that AWS has; nested ones with dots. */
  readonly names: readonly string[];
  /** Properties that AWS, too, refuses, when the resource is made. */
  readonly unknown: readonly string[];
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
  if (!type) return { names: [], unknown: [], limits: [] };
  const limits: string[] = [];
  let { properties } = declaration;
  for (let limit = type.limit?.(properties); limit; limit = type.limit?.(properties)) {
    limits.push(limit.what);
    if (!limit.rest) return { names: [], unknown: [], limits: [limit.what] };
    properties = limit.rest;
  }
  const { lacking, unknown, rest } = unsupportedIn(properties, type, conditions);
  const { unsupportedAttributes = [] } = declaration;
  const names = [...unsupportedAttributes, ...lacking];
  if (names.length + unknown.length + limits.length === 0) return undefined;
  return {
    ...{ names, unknown, limits },
    rest: { ...declaration, properties: rest, unsupportedAttributes: [] },
  };
}
