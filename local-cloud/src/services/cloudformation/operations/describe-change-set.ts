import type { Capability, DescribeChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { requireChangeSet } from '../change-sets.ts';
import { describeParameters } from '../describe-stack.ts';
import { flag, read, stackReference } from '../input.ts';
import { page } from '../page.ts';

type Output = Omit<DescribeChangeSetCommandOutput, '$metadata'>;

const Input = z.object({
  ChangeSetName: z.string().min(1).max(1600),
  StackName: stackReference.optional(),
  IncludePropertyValues: flag.optional(),
  NextToken: z.string().min(1).optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export function describeChangeSet(input: unknown, context: OperationContext): Output {
  const { ChangeSetName, StackName, NextToken: token, IncludePropertyValues } = read(Input, input);
  const { stack, changeSet } = requireChangeSet(ChangeSetName, StackName, context);
  const { revision } = changeSet;
  const { items, NextToken } = page(
    IncludePropertyValues ? changeSet.changesWithValues : changeSet.changes,
    token,
  );
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    Parameters: describeParameters(revision),
    CreationTime: changeSet.created,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.reason ?? (IncludePropertyValues ? changeSet.warning : undefined),
    NotificationARNs: [...revision.notificationArns],
    RollbackConfiguration: revision.rollbackConfiguration ?? {},
    Capabilities: [...revision.capabilities] as Capability[],
    Tags: revision.tags.length > 0 ? [...revision.tags] : undefined,
    Changes: items,
    NextToken,
    IncludeNestedStacks: changeSet.includeNestedStacks,
    OnStackFailure: changeSet.onStackFailure,
  };
}
