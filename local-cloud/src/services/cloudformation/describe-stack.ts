import type { Parameter, Stack as StackDescription, StackSummary } from '@aws-sdk/client-cloudformation';
import type { Revision, Stack } from './types.ts';

const DRIFT = { StackDriftStatus: 'NOT_CHECKED' } as const;

/** A stack as DescribeStacks shows it. */
export function describeStack(stack: Stack): StackDescription {
  const { revision } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: revision?.template.description,
    Parameters: revision && describeParameters(revision),
    CreationTime: stack.created,
    DeletionTime: stack.deletionBegan,
    LastUpdatedTime: stack.updated,
    RollbackConfiguration: revision?.rollbackConfiguration ?? {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...(revision?.notificationArns ?? [])],
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: revision?.capabilities.length
      ? ([...revision.capabilities] as StackDescription['Capabilities'])
      : undefined,
    Outputs: stack.outputs.length
      ? stack.outputs.map(({ key, value, description, exportName }) => ({
          OutputKey: key,
          OutputValue: value,
          Description: description,
          ExportName: exportName,
        }))
      : undefined,
    RoleARN: revision?.roleArn,
    Tags: [...(revision?.tags ?? [])],
    EnableTerminationProtection: stack.deleted ? undefined : stack.terminationProtection,
    DriftInformation: DRIFT,
  };
}

/** A stack as ListStacks shows it. */
export const summarizeStack = (stack: Stack): StackSummary => ({
  StackId: stack.id,
  StackName: stack.name,
  TemplateDescription: stack.revision?.template.description,
  CreationTime: stack.created,
  LastUpdatedTime: stack.updated,
  DeletionTime: stack.deletionBegan,
  StackStatus: stack.status,
  StackStatusReason: stack.reason,
  DriftInformation: DRIFT,
});

/** Parameter values, those of NoEcho parameters hidden; undefined where a template has no parameters. */
export function describeParameters({ template, parameters }: Revision): Parameter[] | undefined {
  if (parameters.size === 0) return undefined;
  return [...parameters].map(([key, value]) => ({
    ParameterKey: key,
    ParameterValue: template.parameters.get(key)?.noEcho ? '****' : value,
  }));
}
