import type {
  CreateRequestValidatorRequest,
  DeleteRequestValidatorRequest,
  GetRequestValidatorRequest,
  GetRequestValidatorsRequest,
  RequestValidator,
  UpdateRequestValidatorRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { applyPatches, flag, text } from '../patch.ts';
import { findApi, gateway } from '../store.ts';
import type { Api } from '../types.ts';

const MISSING = 'Invalid Request Validator identifier specified';

/** @throws AwsError BadRequestException, of all operations here this one alone */
function apiToAddTo(restApiId: string, context: OperationContext): Api {
  const api = gateway(context).apis.get(restApiId);
  if (!api) throw badRequest('Invalid REST API identifier specified');
  return api;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const createRequestValidator = modelled<CreateRequestValidatorRequest, RequestValidator>(
  'CreateRequestValidator',
  (input, context) => {
    const { restApiId, name, validateRequestBody = false, validateRequestParameters = false } = input;
    const { requestValidators } = apiToAddTo(restApiId, context);
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
    const validator = findApi(input.restApiId, context, MISSING).requestValidators.get(
      input.requestValidatorId,
    );
    if (!validator) throw notFound(MISSING);
    return validator;
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const getRequestValidators = modelled<GetRequestValidatorsRequest, PositionPage<RequestValidator>>(
  'GetRequestValidators',
  (input, context) =>
    pageByPosition(findApi(input.restApiId, context, MISSING).requestValidators.values(), input),
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
    findApi(input.restApiId, context, MISSING).requestValidators.delete(input.requestValidatorId);
  },
);
