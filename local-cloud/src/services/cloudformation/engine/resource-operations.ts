import { coerce } from '../../../resources/coerce.ts';
import type { JsonObject } from '../../../resources/json.ts';
import type { AnyResourceType, ResourceState } from '../../../resources/resource-type.ts';
import { validationError } from '../errors.ts';
import { checkNotCustomNamed, checkProperties, schemaOf } from '../resource-types.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Revision, StackResource } from '../types.ts';
import { setResource } from './events.ts';
import { failureReason } from './failure.ts';
import { resourceContext, type StackOperation } from './operation.ts';
import { metadataText } from './plan.ts';

/** What AWS says of a resource whose change needs a new one. */
const REPLACING = 'Requested update requires the creation of a new physical resource; hence creating one.';

/** A resource as its declaration has it, before anything was done. */
export function declared(
  logicalId: string,
  declaration: ResourceDeclaration,
  properties: JsonObject,
): StackResource {
  const { type, deletionPolicy, updateReplacePolicy } = declaration;
  return {
    ...{ logicalId, type, status: 'CREATE_IN_PROGRESS', updated: new Date(), properties },
    ...{ deletionPolicy, updateReplacePolicy, metadata: metadataText(declaration) },
  };
}

/** Creates a resource, or its replacement; reports as AWS does, with "Resource creation Initiated" in between. */
async function createResourceItself(
  operation: StackOperation,
  resource: StackResource,
  replaced?: StackResource,
): Promise<StackResource> {
  const { stack } = operation;
  const verb = replaced ? 'UPDATE' : 'CREATE';
  const begun = replaced ? { ...resource, state: replaced.state } : resource;
  setResource(stack, begun, { status: `${verb}_IN_PROGRESS`, reason: replaced && REPLACING });
  const type = requireType(operation, resource.type);
  try {
    check(operation, resource, type);
    if (replaced) checkNotCustomNamed(type, replaced.properties, resource.properties);
    const state = await type.create(
      given(type, resource.properties),
      resourceContext(operation, resource.logicalId),
    );
    const initiated = 'Resource creation Initiated';
    setResource(stack, resource, { status: `${verb}_IN_PROGRESS`, reason: initiated, state });
    return setResource(stack, resource, { status: `${verb}_COMPLETE`, state });
  } catch (error) {
    // A replacement that failed leaves the old resource in its place.
    setResource(stack, replaced ?? resource, {
      status: `${verb}_FAILED`,
      reason: failureReason(error, type, resource.properties),
    });
    throw error;
  }
}

/** Updates a resource in place. On failure it keeps its former properties, with a note of what was attempted. */
async function updateResourceItself(
  operation: StackOperation,
  resource: StackResource,
  current: StackResource & { state: ResourceState },
  revision?: Revision,
): Promise<StackResource> {
  const { stack } = operation;
  const type = requireType(operation, resource.type);
  setResource(stack, { ...resource, state: current.state }, { status: 'UPDATE_IN_PROGRESS' });
  try {
    check(operation, resource, type);
    const context = resourceContext(operation, resource.logicalId, revision);
    const previous = given(type, current.attempted ?? current.properties);
    const wanted = given(type, resource.properties);
    const state = (await type.update?.(current.state, wanted, previous, context)) ?? current.state;
    return setResource(stack, resource, { status: 'UPDATE_COMPLETE', state });
  } catch (error) {
    const reason = failureReason(error, type);
    setResource(stack, current, { status: 'UPDATE_FAILED', reason, attempted: resource.properties });
    throw error;
  }
}

/**
 * Deletes a resource, or skips it where its policy says so.
 *
 * @param options.policy the policy that counts here
 * @param options.old whether this is a former physical resource, while its successor stays in the stack
 * @param options.forget whether the resource is then no longer part of the stack
 */
async function deleteResourceItself(
  operation: StackOperation,
  resource: StackResource & { state: ResourceState },
  options: { policy: string; old?: boolean; forget?: boolean },
): Promise<void> {
  const { stack } = operation;
  const { physicalId } = resource.state;
  const bare = options.old === true || options.forget === true;
  const how = { physicalId, keep: options.old, forget: options.forget, bare };
  if (options.policy !== 'Delete') {
    setResource(stack, resource, { status: 'DELETE_SKIPPED' }, how);
    return;
  }
  setResource(stack, resource, { status: 'DELETE_IN_PROGRESS' }, { physicalId, keep: options.old, bare });
  const type = operation.types.get(resource.type);
  try {
    const properties = type ? given(type, resource.properties) : {};
    await type?.delete(resource.state, properties, resourceContext(operation, resource.logicalId));
  } catch (error) {
    const reason = failureReason(error, type);
    setResource(stack, resource, { status: 'DELETE_FAILED', reason }, { physicalId, keep: options.old });
    throw error;
  }
  setResource(stack, resource, { status: 'DELETE_COMPLETE', state: undefined }, how);
}

/** What a step does is saved with the event that tells of it, and with nothing of another step's. */
const asUnit =
  <Rest extends unknown[], Result>(
    step: (operation: StackOperation, ...rest: Rest) => Promise<Result>,
  ): typeof step =>
  (operation, ...rest) =>
    operation.context.cloud.records.unit(() => step(operation, ...rest));

export const createResource = asUnit(createResourceItself);
export const updateResource = asUnit(updateResourceItself);
export const deleteResource = asUnit(deleteResourceItself);

/** Properties as a type wants them. */
const given = (type: AnyResourceType, properties: JsonObject): JsonObject =>
  coerce(properties, schemaOf(type)) as JsonObject;

const check = (
  { context }: StackOperation,
  { logicalId, properties }: StackResource,
  type: AnyResourceType,
): void => checkProperties(logicalId, type, properties, { lenient: context.cloud.skipUnsupported });

function requireType({ types }: StackOperation, name: string): AnyResourceType {
  const type = types.get(name);
  if (!type) throw validationError(`Template format error: Unrecognized resource types: [${name}]`);
  return type;
}
