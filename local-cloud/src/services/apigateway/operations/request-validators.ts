import type {
  CreateRequestValidatorRequest,
  DeleteRequestValidatorRequest,
  GetRequestValidatorRequest,
  GetRequestValidatorsRequest,
  RequestValidator,
  UpdateRequestValidatorRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../core/ids.ts';
import { notFound } from '../errors.ts';
import { modelled } from '../input.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, flag, text } from '../patch.ts';
import { findApi } from '../store.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const createRequestValidator = modelled<CreateRequestValidatorRequest, RequestValidator>(
  'CreateRequestValidator',
  (input, context) => {
    const { restApiId, name, validateRequestBody = false, validateRequestParameters = false } = input;
    const { requestValidators } = findApi(restApiId, context);
    const id = lowerId(6);
    const validator: RequestValidator = { id, name, validateRequestBody, validateRequestParameters };
    requestValidators.set(id, validator);
    return validator;
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export const getRequestValidator = modelled<GetRequestValidatorRequest, RequestValidator>(
  'GetRequestValidator',
  (input, context) => {
    const validator = findApi(input.restApiId, context).requestValidators.get(input.requestValidatorId);
    if (!validator) throw notFound('Invalid Request Validator identifier specified');
    return validator;
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const getRequestValidators = modelled<GetRequestValidatorsRequest, Page<RequestValidator>>(
  'GetRequestValidators',
  (input, context) => page(findApi(input.restApiId, context).requestValidators.values(), input),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
export const updateRequestValidator = modelled<UpdateRequestValidatorRequest, RequestValidator>(
  'UpdateRequestValidator',
  (input, context) => {
    const validator = getRequestValidator(input, context);
    const changed = { ...validator };
    applyPatches<RequestValidator>(changed, input, {
      '/name': text('name'),
      '/validateRequestBody': flag('validateRequestBody'),
      '/validateRequestParameters': flag('validateRequestParameters'),
    });
    return Object.assign(validator, changed);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export const deleteRequestValidator = modelled<DeleteRequestValidatorRequest, void>(
  'DeleteRequestValidator',
  (input, context) => {
    getRequestValidator(input, context);
    findApi(input.restApiId, context).requestValidators.delete(input.requestValidatorId);
  },
);
