import type { GetTemplateCommandOutput, GetTemplateInput } from '@aws-sdk/client-cloudformation';
import type { OperationContext } from '../../../protocols/operation.ts';
import { requireChangeSet } from '../change-sets.ts';
import { stackWithIdMissing, validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<GetTemplateCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = modelled<GetTemplateInput, Output>('GetTemplate', (input, context) => {
  const { StackName, ChangeSetName } = input;
  return {
    TemplateBody: bodyOf(StackName, ChangeSetName, context),
    StagesAvailable: ['Original', 'Processed'],
  };
});

function bodyOf(
  stackName: string | undefined,
  changeSetName: string | undefined,
  context: OperationContext,
): string {
  if (changeSetName !== undefined) {
    if (stackName === undefined && !changeSetName.startsWith('arn:')) {
      throw validationError('StackName is a required parameter.');
    }
    return requireChangeSet(changeSetName, stackName, context).changeSet.revision.template.text;
  }
  if (stackName === undefined)
    throw validationError('StackName is required if ChangeSetName is not specified.');
  // A stack in review has none yet: that of a change set is asked for by the change set.
  return stackStore(context).require(stackName, stackWithIdMissing).revision?.template.text ?? '';
}
