import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { notFound } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, flag, text } from '../patch.ts';
import { findApi } from '../store.ts';

const CreateInput = z.object({
  restApiId: z.string(),
  name: z.string().optional(),
  validateRequestBody: z.boolean().default(false),
  validateRequestParameters: z.boolean().default(false),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export function createRequestValidator(input: unknown, context: OperationContext): RequestValidator {
  const { restApiId, ...given } = checkInput(CreateInput, input, 'BadRequestException');
  const { requestValidators } = findApi(restApiId, context);
  const id = lowerId(6);
  const validator: RequestValidator = { id, ...given };
  requestValidators.set(id, validator);
  return validator;
}

interface ById {
  restApiId: string;
  requestValidatorId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export function getRequestValidator(input: ById, context: OperationContext): RequestValidator {
  const validator = findApi(input.restApiId, context).requestValidators.get(input.requestValidatorId);
  if (!validator) throw notFound('Invalid Request Validator identifier specified');
  return validator;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const getRequestValidators = (
  input: { restApiId: string },
  context: OperationContext,
): Page<RequestValidator> => page(findApi(input.restApiId, context).requestValidators.values(), input);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
export function updateRequestValidator(input: ById, context: OperationContext): RequestValidator {
  const validator = getRequestValidator(input, context);
  const changed = { ...validator };
  applyPatches<RequestValidator>(changed, input, {
    '/name': text('name'),
    '/validateRequestBody': flag('validateRequestBody'),
    '/validateRequestParameters': flag('validateRequestParameters'),
  });
  return Object.assign(validator, changed);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export function deleteRequestValidator(input: ById, context: OperationContext): void {
  getRequestValidator(input, context);
  findApi(input.restApiId, context).requestValidators.delete(input.requestValidatorId);
}
