import type { ResourceChangeDetail, ResourceTargetDefinition } from '@aws-sdk/client-cloudformation';
import { functionCall, isObject, type Json, type JsonObject } from '../../../resources/json.ts';
import { references } from '../template/references.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Revision, Stack } from '../types.ts';
import { differences } from './differences.ts';
import { masked } from './events.ts';
import type { Plan, PlannedChange } from './plan.ts';
import { KNOWN_AFTER_APPLY } from './scope.ts';

/** What telling of changes needs to know. */
export interface Described {
  readonly stack: Stack;
  readonly revision: Revision;
  readonly plan: Plan;
  /** Whether to tell values, before and after: AWS then leaves out what may not change in the end. */
  readonly values: boolean;
  /** What the present template has of a resource, evaluated without looking up others. */
  readonly former: (declaration: ResourceDeclaration) => JsonObject | undefined;
}

/**
 * Why a resource is modified: each property that differs, and what makes it differ.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html
 */
export function describeDetails(change: PlannedChange, about: Described): ResourceChangeDetail[] {
  if (change.action !== 'Modify') return [];
  const names = about.values ? change.changed : [...change.changed, ...change.dynamic];
  const details = names.flatMap((name) =>
    targets(name, change, about).flatMap(({ target, path }) => causes(name, path, target, change, about)),
  );
  const tagged = details.some(({ Target }) => Target?.Attribute === 'Tags');
  if (change.tags && !tagged) details.push(modified({ Attribute: 'Tags', RequiresRecreation: 'Never' }));
  if (change.metadata) details.push(modified({ Attribute: 'Metadata', RequiresRecreation: 'Never' }));
  return details;
}

const modified = (Target: ResourceTargetDefinition): ResourceChangeDetail => ({
  Target,
  Evaluation: 'Static',
  ChangeSource: 'DirectModification',
});

/** What of a property differs: with values, each place of it. */
function targets(
  name: string,
  change: PlannedChange,
  { stack, revision, values }: Described,
): { target: ResourceTargetDefinition; path: readonly string[] }[] {
  const recreates = change.replacing.includes(name);
  const sometimes = change.dynamic.includes(name);
  const current = stack.resources.get(change.logicalId)?.properties ?? {};
  const before = shown(current, stack.revision)[name];
  const after = shown(change.properties ?? {}, revision)[name];
  const target: ResourceTargetDefinition = {
    // A list of tags is an attribute of its own, a map of them a property like others.
    ...(name === 'Tags' && [before, after].some(Array.isArray)
      ? { Attribute: 'Tags' }
      : { Attribute: 'Properties', Name: name }),
    RequiresRecreation: !recreates ? 'Never' : sometimes ? 'Conditionally' : 'Always',
  };
  if (!values) return [{ target, path: [] }];
  return differences(before, after).map(({ path, kind, before: old, after: now }) => ({
    path,
    target: {
      ...target,
      Path: ['', 'Properties', name, ...path].join('/'),
      BeforeValue: old === undefined ? undefined : text(old),
      AfterValue: now === undefined ? undefined : text(now),
      AttributeChangeType: kind,
    },
  }));
}

/**
 * Properties as change sets tell them: secrets hidden, numbers and booleans as text, and of a text whatever of it is
 * known nothing where a part is not.
 */
export function shown(properties: JsonObject, revision: Revision | undefined): JsonObject {
  const told = JSON.stringify(masked(properties, revision), (_, member: unknown) => {
    if (typeof member === 'string') return member.includes(KNOWN_AFTER_APPLY) ? KNOWN_AFTER_APPLY : member;
    return typeof member === 'number' || typeof member === 'boolean' ? String(member) : member;
  });
  return JSON.parse(told) as JsonObject;
}

const text = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function causes(
  name: string,
  path: readonly string[],
  Target: ResourceTargetDefinition,
  change: PlannedChange,
  { stack, revision, plan, values }: Described,
): ResourceChangeDetail[] {
  const declared = revision.resources.get(change.logicalId)?.properties[name];
  const found: ResourceChangeDetail[] = [];
  let direct = false;
  for (const reference of declared === undefined
    ? []
    : references(declaredAt(declared, path), revision.conditions)) {
    const { name: entity, attribute } = reference;
    if (revision.resources.has(entity)) {
      const other = plan.changes.find(({ logicalId }) => logicalId === entity);
      const replaced = other !== undefined && other.replacement !== 'False';
      const cause = attribute === undefined ? entity : `${entity}.${attribute}`;
      if (!other || (attribute === undefined && other.action === 'Modify' && !replaced)) continue;
      const certain = other.action === 'Add' || other.replacement === 'True';
      found.push({
        Target,
        Evaluation: certain ? 'Static' : 'Dynamic',
        ChangeSource: attribute === undefined ? 'ResourceReference' : 'ResourceAttribute',
        CausingEntity: cause,
      });
      direct ||= values;
    } else if (stack.revision?.parameters.get(entity) !== revision.parameters.get(entity)) {
      found.push({
        Target,
        Evaluation: 'Static',
        ChangeSource: 'ParameterReference',
        CausingEntity: entity,
      });
      direct = true;
    }
  }
  if (found.length === 0) return [modified(Target)];
  return direct ? [...found, { ...modified(Target), Evaluation: 'Dynamic' }] : found;
}

/** What a template has at a place of a property, as far as that can be told without evaluating functions. */
function declaredAt(declared: Json, path: readonly string[]): Json {
  let value = declared;
  for (const step of path) {
    if (isObject(value) && functionCall(value)) return value;
    const next: Json | undefined = Array.isArray(value)
      ? value[Number(step)]
      : isObject(value)
        ? value[step]
        : undefined;
    if (next === undefined) return value;
    value = next;
  }
  return value;
}
