import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { type Json, type JsonObject, sameJson } from '../../../resources/json.ts';
import type { AnyResourceType } from '../../../resources/resource-type.ts';
import { validationError } from '../errors.ts';
import { changedProperties, isReplacement, isTaggable } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { inOrder } from '../template/dependencies.ts';
import { evaluate, type Scope } from '../template/evaluate.ts';
import { references } from '../template/references.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Revision, Stack } from '../types.ts';
import { identityOf, KNOWN_AFTER_APPLY, resourceScope } from './scope.ts';

/** What an operation is going to do with one resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  /** Properties that will differ, as far as can be told; only for Modify. */
  readonly changed: readonly string[];
  /** Properties that take an attribute of a resource which is updated in place, and which may differ then. */
  readonly dynamic: readonly string[];
  /** Those of both for which the resource is replaced. */
  readonly replacing: readonly string[];
  readonly replacement: 'True' | 'False' | 'Conditional';
  readonly metadata: boolean;
  readonly tags: boolean;
  /** As far as they are known; absent for what goes. */
  readonly properties?: JsonObject;
}

export interface Plan {
  readonly changes: readonly PlannedChange[];
  readonly imports: ReadonlySet<string>;
  /** Exports that are not there, and the resource that asks for each; outputs ask for none. */
  readonly missingExports: readonly { name: string; logicalId?: string }[];
  /** Whether there is anything to do at all, be it only an output. */
  readonly isChange: boolean;
}

/**
 * Compares a stack as it is with what it shall be.
 *
 * @throws AwsError ValidationError for a changed type, a function that can't be evaluated
 */
export function planChanges(
  stack: Stack,
  revision: Revision,
  types: ReadonlyMap<string, AnyResourceType>,
  context: OperationContext,
): Plan {
  const before = stack.revision;
  checkSameTypes(stack, revision);
  const pending = new Set<string>();
  const imports = new Set<string>();
  const missingExports: { name: string; logicalId?: string }[] = [];
  let asking: string | undefined;
  /** Resources whose attributes an operation may change. */
  const unsure = new Set<string>();
  const exports = stackStore(context).exports();
  const scope = resourceScope(revision, identityOf(stack, revision.notificationArns, context), {
    types,
    lookup: (logicalId) =>
      pending.has(logicalId) ? 'unknown' : (stack.resources.get(logicalId)?.state ?? 'unknown'),
    importValue(name) {
      imports.add(name);
      const found = exports.get(name);
      const isMissing = !found || found.stack === stack;
      if (isMissing && !context.cloud.skipUnsupported) missingExports.push({ name, logicalId: asking });
      return found?.output.value ?? KNOWN_AFTER_APPLY;
    },
  });
  const tagsChanged = before !== undefined && !sameTags(before, revision);
  const changes: PlannedChange[] = [];
  for (const logicalId of inOrder(revision.dependencies)) {
    const declaration = revision.resources.get(logicalId)!;
    const type = types.get(declaration.type)!;
    asking = logicalId;
    const properties = plannedProperties(declaration, scope, revision);
    // What parameters make of a declaration may be lacking here, too.
    const limit = context.cloud.skipUnsupported ? undefined : type.limit?.(properties);
    if (limit) {
      const where = `resource ${logicalId} (${declaration.type})`;
      throw validationError(`local-cloud lacks ${limit.what}, which ${where} asks for`);
    }
    const current = stack.resources.get(logicalId);
    if (!current?.state) {
      pending.add(logicalId);
      changes.push({ ...change('Add', logicalId, declaration.type), properties });
      continue;
    }
    const changed = changedProperties(current.properties, properties);
    const both = { before: current.properties, after: properties };
    const dynamic = dynamicProperties(declaration, unsure, revision).filter(
      (name) => !changed.includes(name),
    );
    const replacing = [...new Set([...changed, ...dynamic])].filter((name) =>
      isReplacement(type, [name], both),
    );
    const replaces = replacing.some((name) => changed.includes(name));
    const certain = replacing.some((name) => !dynamic.includes(name));
    const replacement = replacing.length === 0 ? 'False' : certain ? 'True' : 'Conditional';
    const tags = tagsChanged && isTaggable(type);
    const metadata = metadataText(declaration) !== current.metadata;
    if (replaces) pending.add(logicalId);
    const differs = changed.length > 0 || tags || current.status.endsWith('FAILED');
    if ((differs && replacement !== 'True') || dynamic.length > 0) unsure.add(logicalId);
    if (differs || metadata || dynamic.length > 0) {
      changes.push({
        ...change('Modify', logicalId, declaration.type),
        ...{ changed, dynamic, properties },
        replacing,
        replacement,
        metadata,
        tags,
      });
    }
  }
  asking = undefined;
  for (const output of revision.template.outputs.values()) {
    if (output.condition === undefined || revision.conditions.get(output.condition)) {
      tryEvaluate(output.value, scope, revision);
    }
  }
  for (const [logicalId, current] of stack.resources) {
    if (!revision.resources.has(logicalId) && current.state) {
      changes.push(change('Remove', logicalId, current.type));
    }
  }
  const unfinished = stack.status.endsWith('FAILED');
  const isChange =
    changes.length > 0 || tagsChanged || unfinished || !before || !sameBeside(before, revision);
  return { changes, imports, missingExports, isChange };
}

const change = (action: PlannedChange['action'], logicalId: string, type: string): PlannedChange => ({
  ...{
    action,
    logicalId,
    type,
    changed: [],
    dynamic: [],
    replacing: [],
    replacement: 'False',
    metadata: false,
    tags: false,
  },
});

export const metadataText = ({ metadata }: ResourceDeclaration): string | undefined =>
  metadata === undefined ? undefined : JSON.stringify(metadata);

function dynamicProperties(
  { properties }: ResourceDeclaration,
  unsure: ReadonlySet<string>,
  { conditions }: Revision,
): string[] {
  const isDynamic = (value: Json): boolean =>
    [...references(value, conditions)].some(
      ({ name, via, attribute }) => unsure.has(name) && (via === 'Fn::GetAtt' || attribute !== undefined),
    );
  return Object.keys(properties).filter((name) => isDynamic(properties[name]!));
}

function plannedProperties(declaration: ResourceDeclaration, scope: Scope, revision: Revision): JsonObject {
  const properties: [string, Json][] = [];
  for (const [name, value] of Object.entries(declaration.properties)) {
    const planned = tryEvaluate(value, scope, revision);
    if (planned !== undefined) properties.push([name, planned]);
  }
  return Object.fromEntries(properties);
}

/** A function may fail for want of what is not known yet (Fn::Select of a part of it); what is known must not. */
function tryEvaluate(value: Json, scope: Scope, { resources, conditions }: Revision): Json | undefined {
  try {
    return evaluate(value, scope);
  } catch (error) {
    const isDynamic = [...references(value, conditions)].some(({ name }) => resources.has(name));
    if (error instanceof AwsError && isDynamic) return KNOWN_AFTER_APPLY;
    throw error;
  }
}

function checkSameTypes(stack: Stack, revision: Revision): void {
  const changed = [...revision.resources]
    .filter(([logicalId, { type }]) => {
      const current = stack.resources.get(logicalId);
      return current?.state !== undefined && current.type !== type;
    })
    .map(([logicalId]) => logicalId);
  if (changed.length === 0) return;
  throw validationError(
    'Update of resource type is not permitted. The new template modifies resource type of the following resources: ' +
      `[${changed.join(', ')}]`,
  );
}

function sameTags(a: Revision, b: Revision): boolean {
  const sorted = ({ tags }: Revision) => tags.map(({ Key, Value }) => `${Key}=${Value}`).sort();
  return sameJson(sorted(a), sorted(b));
}

/** What makes an update even if no resource changes. */
function sameBeside(a: Revision, b: Revision): boolean {
  const facts = ({ parameters, notificationArns, template, conditions }: Revision): Json => ({
    parameters: [...parameters].map(([key, value]) => [key, value]).sort(),
    notificationArns: [...notificationArns].sort(),
    outputs: [...template.outputs].map(([key, { value, description, condition, exportName }]) => {
      const active = condition === undefined || conditions.get(condition) === true;
      return [key, active, value, description ?? '', exportName ?? ''];
    }),
  });
  return sameJson(facts(a), facts(b));
}
