import { lazyModel } from '../../../models.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { modelledOperations } from '../../../protocols/shapes/modelled.ts';
import { badRequest } from './errors.ts';

/** Its members have the names they have on the wire: `apiId`. */
export const model = lazyModel('apigatewayv2');

const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

/** @throws AwsError BadRequestException */
function checkTags(tags: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key === '' || key.length > MAX_TAG_KEY) throw badRequest(`Invalid tag key: ${key}`);
    if (value.length > MAX_TAG_VALUE) throw badRequest(`Invalid tag value: ${value}`);
  }
}

/** An operation of HTTP APIs, whose input is read and checked by AWS's model. */
export const modelled = modelledOperations<OperationContext>({
  model,
  first: (_operation, { tags }) => checkTags(tags as Record<string, string> | undefined),
  // Said by the operations, in other words than those of constraints.
  dialect: { overrides: { IntegerWithLengthBetween50And30000: { min: undefined, max: undefined } } },
  invalid: badRequest,
});
