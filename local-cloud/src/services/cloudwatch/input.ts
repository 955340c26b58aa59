import { AwsError } from '../../core/aws-error.ts';
import { lazyModel } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { modelledOperations } from '../../protocols/shapes/modelled.ts';
import { UNITS } from './units.ts';

/** What CloudWatch answers to constraints that are broken, and GetMetricData to most mistakes. */
export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

export const model = lazyModel('cloudwatch');

/** An operation of CloudWatch, whose input is read and checked by AWS's model, whichever protocol it came by. */
export const modelled = modelledOperations<OperationContext>({
  model,
  dialect: {
    enumOrder: { StandardUnit: UNITS },
    overrides: { Metric: { required: ['Namespace', 'MetricName'] } },
  },
  invalid,
});
