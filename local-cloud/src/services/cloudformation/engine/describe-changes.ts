import type { Change, ResourceAttribute, ResourceChange } from '@aws-sdk/client-cloudformation';
import type { OperationContext } from '../../../protocols/operation.ts';
import { isObject, type JsonObject } from '../../../resources/json.ts';
import type { AnyResourceType } from '../../../resources/resource-type.ts';
import { evaluate } from '../template/evaluate.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { ChangeSet, Stack } from '../types.ts';
import { type Described, describeDetails, shown } from './describe-details.ts';
import type { PlannedChange } from './plan.ts';
import { identityOf, KNOWN_AFTER_APPLY, resourceScope } from './scope.ts';

/** What DescribeChangeSet tells of a plan, without values and with them. */
export function describedChanges(
  about: Pick<Described, 'stack' | 'revision' | 'plan'>,
  types: ReadonlyMap<string, AnyResourceType>,
  context: OperationContext,
): Pick<ChangeSet, 'changes' | 'changesWithValues'> {
  const former = formerProperties(about.stack, types, context);
  return {
    changes: describeChanges({ ...about, former, values: false }),
    changesWithValues: describeChanges({ ...about, former, values: true }),
  };
}

function formerProperties(
  stack: Stack,
  types: ReadonlyMap<string, AnyResourceType>,
  context: OperationContext,
): Described['former'] {
  const { revision } = stack;
  if (!revision) return () => undefined;
  const scope = resourceScope(revision, identityOf(stack, revision.notificationArns, context), {
    types,
    lookup: () => 'unknown',
    importValue: () => KNOWN_AFTER_APPLY,
  });
  return ({ properties }) => {
    try {
      const evaluated = evaluate(properties, scope);
      return isObject(evaluated) ? evaluated : undefined;
    } catch {
      // A function of what is not looked up, such as Fn::Select of a list.
      return undefined;
    }
  };
}

/**
 * A plan as DescribeChangeSet shows it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
function describeChanges(about: Described): Change[] {
  const { plan, values } = about;
  return [...plan.changes]
    .filter((change) => !values || change.action !== 'Modify' || isCertain(change))
    .sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1))
    .map((change) => ({ Type: 'Resource', ResourceChange: describeChange(change, about) }));
}

const isCertain = ({ changed, tags, metadata, dynamic }: PlannedChange): boolean =>
  changed.length > 0 || tags || metadata || dynamic.length === 0;

function describeChange(change: PlannedChange, about: Described): ResourceChange {
  const { stack, values } = about;
  const details = describeDetails(change, about);
  const scope = new Set(details.map(({ Target }) => Target?.Attribute as ResourceAttribute));
  return {
    ...policyAction(change, stack),
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: stack.resources.get(change.logicalId)?.state?.physicalId,
    ResourceType: change.type,
    Replacement: change.action === 'Modify' ? change.replacement : undefined,
    Scope: [...scope].sort(),
    Details: details,
    ...(values ? contexts(change, about) : {}),
  };
}

function policyAction(change: PlannedChange, stack: Stack): Pick<ResourceChange, 'PolicyAction'> {
  const current = stack.resources.get(change.logicalId);
  if (change.action === 'Remove') {
    return { PolicyAction: current?.deletionPolicy === 'Delete' ? 'Delete' : 'Retain' };
  }
  if (change.action !== 'Modify' || change.replacement === 'False') return {};
  return {
    PolicyAction: current?.updateReplacePolicy === 'Delete' ? 'ReplaceAndDelete' : 'ReplaceAndRetain',
  };
}

function contexts(change: PlannedChange, { stack, revision, former }: Described) {
  const { action, logicalId, properties } = change;
  const before = stack.revision?.resources.get(logicalId);
  const after = revision.resources.get(logicalId);
  // What goes is told as its template has it, in which no resource is looked up.
  const gone = action === 'Remove' && before ? former(before) : undefined;
  const present = gone ?? stack.resources.get(logicalId)?.properties;
  return {
    BeforeContext:
      action === 'Add' || !before ? undefined : contextText(before, shown(present ?? {}, stack.revision)),
    AfterContext: after && properties && contextText(after, shown(properties, revision)),
  };
}

function contextText(declaration: ResourceDeclaration, properties: JsonObject): string {
  const { deletionPolicy, updateReplacePolicy, metadata } = declaration;
  return JSON.stringify({
    Properties: properties,
    UpdateReplacePolicy: updateReplacePolicy === 'Delete' ? undefined : updateReplacePolicy,
    DeletionPolicy: deletionPolicy === 'Delete' ? undefined : deletionPolicy,
    Metadata: metadata,
  });
}
