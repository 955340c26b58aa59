import type { Change, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { references } from '../template/references.ts';
import type { Revision, Stack } from '../types.ts';
import type { Plan, PlannedChange } from './plan.ts';

/**
 * A plan as DescribeChangeSet shows it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
export function describeChanges(plan: Plan, stack: Stack, revision: Revision): Change[] {
  const modified = new Set(plan.changes.map(({ logicalId }) => logicalId));
  return [...plan.changes]
    .sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1))
    .map((change) => ({
      Type: 'Resource',
      ResourceChange: {
        ...policyAction(change, stack),
        Action: change.action,
        LogicalResourceId: change.logicalId,
        PhysicalResourceId: stack.resources.get(change.logicalId)?.state?.physicalId,
        ResourceType: change.type,
        Replacement: change.action === 'Modify' ? change.replacement : undefined,
        Scope: scopeOf(change),
        Details: change.changed.flatMap((name) => details(name, change, stack, revision, modified)),
      },
    }));
}

function policyAction(change: PlannedChange, stack: Stack) {
  const current = stack.resources.get(change.logicalId);
  if (change.action === 'Remove') {
    return { PolicyAction: current?.deletionPolicy === 'Delete' ? ('Delete' as const) : ('Retain' as const) };
  }
  if (change.action !== 'Modify' || change.replacement === 'False') return {};
  const deletes = current?.updateReplacePolicy === 'Delete';
  return { PolicyAction: deletes ? ('ReplaceAndDelete' as const) : ('ReplaceAndRetain' as const) };
}

function scopeOf(change: PlannedChange) {
  const scope: ('Metadata' | 'Properties' | 'Tags')[] = [];
  if (change.metadata) scope.push('Metadata');
  if (change.changed.length > 0) scope.push('Properties');
  if (change.tags) scope.push('Tags');
  return scope;
}

function details(
  name: string,
  change: PlannedChange,
  stack: Stack,
  revision: Revision,
  modified: ReadonlySet<string>,
): ResourceChangeDetail[] {
  const recreates = change.replacing.includes(name);
  const found: ResourceChangeDetail[] = [];
  const target = (dynamic: boolean): ResourceChangeDetail['Target'] => ({
    Attribute: 'Properties',
    Name: name,
    RequiresRecreation: !recreates ? 'Never' : dynamic ? 'Conditionally' : 'Always',
  });
  const value = revision.resources.get(change.logicalId)?.properties[name];
  for (const reference of value === undefined ? [] : references(value, revision.conditions)) {
    if (revision.resources.has(reference.name)) {
      if (!modified.has(reference.name)) continue;
      const attribute = reference.attribute;
      found.push({
        Target: target(true),
        Evaluation: 'Dynamic',
        ChangeSource: attribute === undefined ? 'ResourceReference' : 'ResourceAttribute',
        CausingEntity: attribute === undefined ? reference.name : `${reference.name}.${attribute}`,
      });
    } else if (stack.revision?.parameters.get(reference.name) !== revision.parameters.get(reference.name)) {
      found.push({
        Target: target(false),
        Evaluation: 'Static',
        ChangeSource: 'ParameterReference',
        CausingEntity: reference.name,
      });
    }
  }
  if (found.length === 0) {
    found.push({ Target: target(false), Evaluation: 'Static', ChangeSource: 'DirectModification' });
  }
  return found;
}
