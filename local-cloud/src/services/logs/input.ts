import { lazyModel } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { modelledOperations } from '../../protocols/shapes/modelled.ts';
import { invalidParameter } from './errors.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** An operation of CloudWatch Logs, whose input is read and checked by AWS's model. */
export const modelled = modelledOperations<OperationContext>({
  model: lazyModel('logs'),
  invalid: invalidParameter,
  // The model only has a number there.
  dialect: { overrides: { Days: { enum: RETENTION_DAYS.map(String) } } },
});
