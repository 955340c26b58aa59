import type {
  Capability,
  DescribeChangeSetCommandOutput,
  DescribeChangeSetInput,
} from '@aws-sdk/client-cloudformation';
import { requireChangeSet } from '../change-sets.ts';
import { describeParameters } from '../describe-stack.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';

type Output = Omit<DescribeChangeSetCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet = modelled<DescribeChangeSetInput, Output>(
  'DescribeChangeSet',
  (input, context) => {
    const { ChangeSetName, StackName, IncludePropertyValues } = input;
    const { stack, changeSet } = requireChangeSet(ChangeSetName, StackName, context);
    const { revision } = changeSet;
    const { items, NextToken } = pageOf(
      IncludePropertyValues ? changeSet.changesWithValues : changeSet.changes,
      input,
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
  },
);
