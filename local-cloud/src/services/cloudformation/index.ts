import type { OperationTable } from '../../protocols/operation.ts';
import { queryProtocol } from '../../protocols/query.ts';
import type { Service } from '../service.ts';
import { cdkMetadata } from './cloudformation/cdk-metadata.ts';
import { waitConditionHandle } from './cloudformation/wait-condition-handle.ts';
import { model } from './input.ts';
import { cancelUpdateStack } from './operations/cancel-update-stack.ts';
import { continueUpdateRollback } from './operations/continue-update-rollback.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteChangeSet } from './operations/delete-change-set.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeAccountLimits } from './operations/describe-account-limits.ts';
import { describeChangeSet } from './operations/describe-change-set.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStackResource } from './operations/describe-stack-resource.ts';
import { describeStackResources } from './operations/describe-stack-resources.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { executeChangeSet } from './operations/execute-change-set.ts';
import { getStackPolicy } from './operations/get-stack-policy.ts';
import { getTemplate } from './operations/get-template.ts';
import { getTemplateSummary } from './operations/get-template-summary.ts';
import { listChangeSets } from './operations/list-change-sets.ts';
import { listExports } from './operations/list-exports.ts';
import { listImports } from './operations/list-imports.ts';
import { listStackResources } from './operations/list-stack-resources.ts';
import { listStacks } from './operations/list-stacks.ts';
import { setStackPolicy } from './operations/set-stack-policy.ts';
import { updateStack } from './operations/update-stack.ts';
import { updateTerminationProtection } from './operations/update-termination-protection.ts';
import { validateTemplate } from './operations/validate-template.ts';
import { provideResourceTypes } from './resource-types.ts';
import { restore } from './restore.ts';

const operations = {
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeAccountLimits: describeAccountLimits,
  DescribeChangeSet: describeChangeSet,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetStackPolicy: getStackPolicy,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  SetStackPolicy: setStackPolicy,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplate,
} satisfies OperationTable;

const INERT_SETTINGS = [
  ...['RoleARN', 'NotificationARNs', 'RollbackConfiguration'],
  // Only answers tell it.
  'Parameters.ResolvedValue',
];
const SINCE = '2026-11-21';

/** AWS CloudFormation. What a stack is made of is up to the other services' resource types. */
export const cloudformation: Service = {
  id: 'cloudformation',
  title: 'AWS CloudFormation',
  signingNames: ['cloudformation'],
  apiVersion: '2010-05-15',
  protocol: queryProtocol('http://cloudformation.amazonaws.com/doc/2010-05-15/', model),
  operations,
  begin: provideResourceTypes,
  restore,
  resourceTypes: [cdkMetadata, waitConditionHandle],
  inert: {
    CreateStack: INERT_SETTINGS,
    UpdateStack: [...INERT_SETTINGS, 'RetainExceptOnCreate'],
    CreateChangeSet: [...INERT_SETTINGS, 'IncludeNestedStacks', 'ClientToken'],
    DeleteStack: ['RoleARN'],
    CancelUpdateStack: ['ClientRequestToken'],
    ContinueUpdateRollback: ['RoleARN'],
    DescribeAccountLimits: ['NextToken'],
    // Without transforms, the processed template is the original.
    GetTemplate: ['TemplateStage'],
  },
  gaps: [
    { what: 'macros and Transform, Fn::Transform, Rules, Hooks, modules', since: SINCE },
    {
      what: 'AWS::LanguageExtensions: Fn::ForEach, Fn::Length, Fn::ToJsonString, DefaultValue',
      since: SINCE,
    },
    { what: 'dynamic references ({{resolve:…}}) and SSM parameter types', since: SINCE },
    { what: 'custom resources and nested stacks', since: SINCE },
    { what: 'CreationPolicy, UpdatePolicy, and the policy Snapshot', since: SINCE },
    { what: 'signals: a WaitConditionHandle can be made, but not signalled', since: SINCE },
    { what: 'drift detection, resource import, stack sets, stack refactoring, RollbackStack', since: SINCE },
    { what: 'values of AWS-specific parameter types are not looked up in the account', since: SINCE },
    { what: 'Fn::GetAZs answers zones a, b and c of every region', since: SINCE },
    {
      what: 'deleting a stack whose export is in use is refused at once, not after DELETE_IN_PROGRESS',
      since: SINCE,
    },
    { what: 'a change set is complete when CreateChangeSet answers', since: SINCE },
  ],
};
