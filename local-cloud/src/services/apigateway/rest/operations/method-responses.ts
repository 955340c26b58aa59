import type {
  DeleteMethodResponseRequest,
  GetMethodResponseRequest,
  MethodResponse,
  PutMethodResponseRequest,
  UpdateMethodResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { conflict, notFound } from '../../shared/errors.ts';
import { modelled } from '../input.ts';
import { applyPatches, entry } from '../patch.ts';
import type { StoredMethod } from '../types.ts';
import { methodAt } from './methods.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export const putMethodResponse = modelled<PutMethodResponseRequest, MethodResponse>(
  'PutMethodResponse',
  (input, context) => {
    const { statusCode, responseParameters, responseModels } = input;
    const [method] = methodAt(input, context);
    if (method.methodResponses?.[statusCode]) {
      throw conflict('Response already exists for this resource');
    }
    const response: MethodResponse = { statusCode, responseParameters, responseModels };
    method.methodResponses = { ...method.methodResponses, [statusCode]: response };
    return response;
  },
);

function responseOf({ methodResponses }: StoredMethod, statusCode: string): MethodResponse {
  const response = methodResponses?.[statusCode];
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
export const getMethodResponse = modelled<GetMethodResponseRequest, MethodResponse>(
  'GetMethodResponse',
  (input, context) => responseOf(methodAt(input, context)[0], input.statusCode),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
export const updateMethodResponse = modelled<UpdateMethodResponseRequest, MethodResponse>(
  'UpdateMethodResponse',
  (input, context) => {
    const response = getMethodResponse(input, context);
    applyPatches(response, input, {
      '/responseParameters/*': entry('responseParameters', (value) => value === 'true'),
      '/responseModels/*': entry('responseModels'),
    });
    return response;
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
export const deleteMethodResponse = modelled<DeleteMethodResponseRequest, void>(
  'DeleteMethodResponse',
  (input, context) => {
    const [method] = methodAt(input, context);
    responseOf(method, input.statusCode);
    const { [input.statusCode]: _gone, ...rest } = method.methodResponses ?? {};
    method.methodResponses = rest;
  },
);
