import { AwsError } from '../../core/aws-error.ts';
import { lazyModel } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { modelledOperations } from '../../protocols/shapes/modelled.ts';

export const model = lazyModel('sts');

/** An operation of STS, whose input is read and checked by AWS's model. */
export const modelled = modelledOperations<OperationContext>({
  model,
  invalid: (message) => new AwsError('ValidationError', message),
});
