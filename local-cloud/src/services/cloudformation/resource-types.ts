import type { Cloud } from '../../core/cloud.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import type { Service } from '../service.ts';
import { handlerError } from './errors.ts';
import type { AnyResourceType } from './resource-type.ts';
import { type JsonObject, sameJson } from './template/json.ts';

const given = new WeakMap<Cloud, ReadonlyMap<string, AnyResourceType>>();

/** Lets the stacks of a cloud be made of the resource types that its services have. */
export function provideResourceTypes(
  cloud: Cloud,
  services: readonly Pick<Service, 'resourceTypes'>[],
): void {
  const types = services.flatMap((service) => service.resourceTypes ?? []);
  given.set(cloud, new Map(types.map((type) => [type.type, type])));
}

/** The resource types that stacks of a cloud can be made of, by name. */
export function resourceTypes({
  cloud,
}: Pick<OperationContext, 'cloud'>): ReadonlyMap<string, AnyResourceType> {
  const types = given.get(cloud);
  if (!types) throw new TypeError('No resource types were provided to this cloud');
  return types;
}

/** @returns what is wrong with a resource that lacks a required property, in the registry's words */
export function missingProperty(
  logicalId: string,
  type: AnyResourceType,
  properties: JsonObject,
): string | undefined {
  const missing = (type.required ?? []).filter((name) => !Object.hasOwn(properties, name));
  if (missing.length === 0) return undefined;
  const keys = missing.map((name) => `#: required key [${name}] not found`);
  return `Properties validation failed for resource ${logicalId} with message:\n${keys.join('\n')}`;
}

/** The names of the properties that differ. */
export function changedProperties(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !sameJson(before[name], after[name]));
}

/** Whether a change of these properties makes a new resource; a type that can't update always does. */
export function isReplacement(
  type: AnyResourceType,
  changed: readonly string[],
  properties: { before: JsonObject; after: JsonObject },
): boolean {
  if (changed.length === 0) return false;
  if (!type.update || changed.some((name) => type.replaceOn.includes(name))) return true;
  const sometimes = type.replacesSometimes?.(properties.after, properties.before) ?? [];
  return changed.some((name) => sometimes.includes(name));
}

/** @throws AwsError where a resource would be replaced that its template names, as both would have the name */
export function checkNotCustomNamed(type: AnyResourceType, before: JsonObject, after: JsonObject): void {
  const name = type.nameProperty === undefined ? undefined : after[type.nameProperty];
  if (name === undefined || type.nameProperty === undefined || before[type.nameProperty] !== name) return;
  throw handlerError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`,
  );
}

/** Whether a type's resources carry the stack's tags. */
export const isTaggable = (type: AnyResourceType): boolean =>
  type.properties.includes('Tags') && type.update !== undefined;
