import type { Cloud } from '../../core/cloud.ts';
import { resourceSchema } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { violations } from '../../resources/check.ts';
import { type JsonObject, sameJson } from '../../resources/json.ts';
import type { AnyResourceType } from '../../resources/resource-type.ts';
import { handlerError } from '../../resources/resource-type.ts';
import type { ResourceSchema } from '../../resources/schema.ts';
import type { Service } from '../service.ts';
import { validationError } from './errors.ts';

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

/** What CloudFormation's registry has of a type. */
export const schemaOf = (type: AnyResourceType): ResourceSchema => type.schema ?? resourceSchema(type.type);

/** The properties that a resource can't do without. */
export const requiredOf = (type: AnyResourceType): readonly string[] => [
  ...new Set([...(schemaOf(type).required ?? []), ...(type.alsoRequired ?? [])]),
];

/**
 * @param options.lenient where stacks are made without what is lacking, values may stand in for others of another type
 * @throws AwsError ValidationError that tells, in the registry's words, all that properties have against the schema
 */
export function checkProperties(
  logicalId: string,
  type: AnyResourceType,
  properties: JsonObject,
  { lenient }: { lenient: boolean },
): void {
  const wrong = violations(properties, schemaOf(type), type.alsoRequired).filter(
    (each) => !lenient || each.startsWith('#: required key'),
  );
  if (wrong.length === 0) return;
  throw validationError(
    `Properties validation failed for resource ${logicalId} with message:\n${wrong.join('\n')}`,
  );
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
  const always = [...(schemaOf(type).createOnly ?? []), ...(type.alsoReplaceOn ?? [])];
  if (!type.update || changed.some((name) => always.includes(name))) return true;
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
