import { functionCall, isObject, type Json, type JsonObject } from '../../../resources/json.ts';
import type { AnyResourceType } from '../../../resources/resource-type.ts';
import type { ObjectShape, ResourceSchema, Shape } from '../../../resources/schema.ts';
import { schemaOf } from '../resource-types.ts';

export interface Unsupported {
  /** Properties that AWS has and local-cloud lacks, by their paths: `Integration.ConnectionId`. */
  readonly lacking: readonly string[];
  /** Properties that AWS does not know either. */
  readonly unknown: readonly string[];
  /** The properties without both. */
  readonly rest: JsonObject;
}

/** Every type that has tags has all of them. */
const TAG = ['Key', 'Value'];

/** What looking through properties needs, and what it finds. */
interface Look {
  readonly type: AnyResourceType;
  readonly schema: ResourceSchema;
  readonly conditions: ReadonlyMap<string, boolean> | undefined;
  readonly lacking: Set<string>;
  readonly unknown: Set<string>;
}

/** What of a template's properties, however deep, a type neither uses nor takes without effect. */
export function unsupportedIn(
  properties: JsonObject,
  type: AnyResourceType,
  conditions?: ReadonlyMap<string, boolean>,
): Unsupported {
  const schema = schemaOf(type);
  const look: Look = { type, schema, conditions, lacking: new Set(), unknown: new Set() };
  const rest = ofObject(properties, { shape: schema, path: [] }, look);
  return { lacking: [...look.lacking], unknown: [...look.unknown], rest };
}

/** @param about.definition the name of what the value is; absent for the properties themselves */
function ofObject(
  value: JsonObject,
  { shape, definition, path }: { shape: ObjectShape; definition?: string; path: readonly string[] },
  look: Look,
): JsonObject {
  const kept: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const at = [...path, name];
    const own = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined;
    if (!isThere(member, look.conditions) || isInert(name, definition, look)) kept.push([name, member]);
    else if (!own) look.unknown.add(at.join('.'));
    else if (!isUsed(name, definition, look) && !asksNothing(member)) look.lacking.add(at.join('.'));
    else kept.push([name, ofValue(member, own, at, look)]);
  }
  return Object.fromEntries(kept);
}

function ofValue(value: Json, shape: Shape, path: readonly string[], look: Look): Json {
  if (Array.isArray(value)) {
    return 'list' in shape ? value.map((entry) => ofValue(entry, shape.list, path, look)) : value;
  }
  if (!isObject(value)) return value;
  const call = functionCall(value);
  if (call) return call.name === 'Fn::If' ? ofChoice(call.argument, shape, path, look) : value;
  if ('ref' in shape) {
    const definition = shape.ref;
    return ofObject(value, { shape: look.schema.definitions![definition]!, definition, path }, look);
  }
  if (!('map' in shape)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, ofValue(entry, shape.map, path, look)]),
  );
}

/** Where conditions are not known yet, what they choose does not count. */
function ofChoice(argument: Json, shape: Shape, path: readonly string[], look: Look): Json {
  const { conditions } = look;
  if (!conditions || !Array.isArray(argument)) return { 'Fn::If': argument };
  const chosen = conditions.get(String(argument[0])) ? 1 : 2;
  return {
    'Fn::If': argument.map((branch, index) =>
      index === chosen ? ofValue(branch, shape, path, look) : branch,
    ),
  };
}

function isUsed(name: string, definition: string | undefined, { type }: Look): boolean {
  if (definition === undefined) return type.properties.includes(name);
  return (type.members?.[definition] ?? (definition === 'Tag' ? TAG : [])).includes(name);
}

const isInert = (name: string, definition: string | undefined, { type }: Look): boolean =>
  type.inert?.includes(definition === undefined ? name : `${definition}.${name}`) ?? false;

/** Whether a value is what a resource has without it: an empty list, or a flag that is off, as all that are lacking are. */
const asksNothing = (value: Json): boolean =>
  value === false || value === 'false' || (Array.isArray(value) && value.length === 0);

/** Whether a value is one that surely counts: not AWS::NoValue, and no choice that may come to it. */
function isThere(value: Json, conditions?: ReadonlyMap<string, boolean>): boolean {
  const call = isObject(value) ? functionCall(value) : undefined;
  if (call?.name === 'Ref') return call.argument !== 'AWS::NoValue';
  if (call?.name !== 'Fn::If' || !Array.isArray(call.argument)) return true;
  const [condition, ifTrue = null, ifFalse = null] = call.argument;
  if (!conditions) return isThere(ifTrue) && isThere(ifFalse);
  return isThere(conditions.get(String(condition)) ? ifTrue : ifFalse, conditions);
}
