import { lazyModel } from '../../../models.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { modelledOperations } from '../../../protocols/shapes/modelled.ts';
import { badRequest } from '../shared/errors.ts';
import { checkTags, type Tags } from '../shared/tags.ts';

/** Its members have the names they have on the wire: `apiId`. */
export const model = lazyModel('apigatewayv2');

/** An operation of HTTP APIs, whose input is read and checked by AWS's model. */
export const modelled = modelledOperations<OperationContext>({
  model,
  first: (_operation, { tags }) => checkTags(tags as Tags | undefined),
  // Said by the operations, in other words than those of constraints.
  dialect: { overrides: { IntegerWithLengthBetween50And30000: { min: undefined, max: undefined } } },
  invalid: badRequest,
});
