import type { MethodResponse } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { conflict, notFound } from '../errors.ts';
import { applyPatches, entry } from '../patch.ts';
import type { StoredMethod } from '../types.ts';
import { type MethodPath, methodAt } from './methods.ts';

type ResponsePath = MethodPath & { statusCode: string };

export const StatusCode = z.string().regex(/^[1-5]\d\d$/);

const PutInput = z.object({
  statusCode: StatusCode,
  responseParameters: z.record(z.string(), z.boolean()).optional(),
  responseModels: z.record(z.string(), z.string()).optional(),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export function putMethodResponse(input: ResponsePath, context: OperationContext): MethodResponse {
  const response = checkInput(PutInput, input, 'BadRequestException');
  const [method] = methodAt(input, context);
  if (method.methodResponses?.[response.statusCode]) {
    throw conflict('Response already exists for this resource');
  }
  method.methodResponses = { ...method.methodResponses, [response.statusCode]: response };
  return response;
}

function responseOf({ methodResponses }: StoredMethod, statusCode: string): MethodResponse {
  const response = methodResponses?.[statusCode];
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
export const getMethodResponse = (input: ResponsePath, context: OperationContext): MethodResponse =>
  responseOf(methodAt(input, context)[0], input.statusCode);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
export function updateMethodResponse(input: ResponsePath, context: OperationContext): MethodResponse {
  const response = getMethodResponse(input, context);
  applyPatches(response, input, {
    '/responseParameters/*': entry('responseParameters', (value) => value === 'true'),
    '/responseModels/*': entry('responseModels'),
  });
  return response;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
export function deleteMethodResponse(input: ResponsePath, context: OperationContext): void {
  const [method] = methodAt(input, context);
  responseOf(method, input.statusCode);
  const { [input.statusCode]: _gone, ...rest } = method.methodResponses ?? {};
  method.methodResponses = rest;
}
