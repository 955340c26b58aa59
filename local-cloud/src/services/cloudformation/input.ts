import { lazyModel } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import type { Dialect } from '../../protocols/shapes/model.ts';
import { modelledOperations } from '../../protocols/shapes/modelled.ts';
import { validationError } from './errors.ts';

const NAME = '[a-zA-Z][-a-zA-Z0-9]*';

/** What CloudFormation's answers say beyond its model. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const OVERRIDES: Dialect['overrides'] = {
  StackName: { min: 1, pattern: `(${NAME})|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)` },
  CreateStackInput$StackName: { min: 1, max: 128, pattern: NAME },
  TemplateBody: { min: 1, max: 51_200 },
};

export const model = lazyModel('cloudformation');

/** An operation of CloudFormation, whose input is read and checked by AWS's model. */
export const modelled = modelledOperations<OperationContext>({
  model,
  dialect: { overrides: OVERRIDES },
  invalid: validationError,
});

/** @throws AwsError ValidationError for keys that are AWS's own */
export function checkTags(tags: readonly { Key: string }[] | undefined): void {
  const reserved = tags?.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  if (reserved) {
    throw validationError(`Invalid tag key ${reserved.Key}. "aws:" is a reserved prefix.`);
  }
}
