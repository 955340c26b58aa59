import type { RestApi } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, unsupported } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, flag, member, number, type PatchRules, text } from '../patch.ts';
import { findApi, gateway } from '../store.ts';
import type { Api } from '../types.ts';

export const Tags = z.record(z.string().min(1).max(128), z.string().max(256));

const EndpointTypes = z.array(z.enum(['REGIONAL', 'EDGE', 'PRIVATE']));

const CreateInput = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  version: z.string().optional(),
  cloneFrom: z.string().optional(),
  binaryMediaTypes: z.array(z.string()).optional(),
  minimumCompressionSize: z.number().int().min(0).max(10_485_760).optional(),
  apiKeySource: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
  endpointConfiguration: z
    .looseObject({ types: EndpointTypes.default(['EDGE']), ipAddressType: z.string().optional() })
    .default({ types: ['EDGE'] }),
  policy: z.string().optional(),
  tags: Tags.optional(),
  disableExecuteApiEndpoint: z.boolean().default(false),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export function createRestApi(input: unknown, context: OperationContext): RestApi {
  const { name, cloneFrom, ...given } = checkInput(CreateInput, input, 'BadRequestException');
  if (!name?.trim()) throw badRequest('API name must not be blank');
  if (cloneFrom) throw unsupported('CreateRestApi with cloneFrom');
  if (given.apiKeySource === 'AUTHORIZER') throw unsupported('apiKeySource AUTHORIZER');
  const id = lowerId(10);
  const rootResourceId = lowerId(10);
  const endpointConfiguration = { ipAddressType: 'ipv4' as const, ...given.endpointConfiguration };
  const settings = { id, name, createdDate: new Date(), ...given, endpointConfiguration, rootResourceId };
  const api: Api = {
    ...{ id, rootResourceId, settings: settings as RestApi },
    ...{ models: new Map(), requestValidators: new Map(), gatewayResponses: new Map() },
    ...{ deployments: new Map(), stages: new Map() },
    resources: new Map([[rootResourceId, { id: rootResourceId, path: '/', methods: new Map() }]]),
  };
  gateway(context).apis.set(id, api);
  return api.settings;
}

interface ById {
  restApiId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const getRestApi = ({ restApiId }: ById, context: OperationContext): RestApi =>
  findApi(restApiId, context).settings;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const getRestApis = (input: unknown, context: OperationContext): Page<RestApi> =>
  page(
    [...gateway(context).apis.values()].map(({ settings }) => settings),
    input,
  );

const PATCHES: PatchRules<RestApi> = {
  '/name': text('name'),
  '/description': text('description'),
  '/policy': text('policy'),
  '/version': text('version'),
  '/minimumCompressionSize': number('minimumCompressionSize'),
  '/binaryMediaTypes/*': member('binaryMediaTypes'),
  '/disableExecuteApiEndpoint': flag('disableExecuteApiEndpoint'),
  '/apiKeySource': (_, { value }) => {
    if (value !== 'HEADER') throw unsupported(`apiKeySource ${value}`);
  },
  '/endpointConfiguration/types/*': (api, { value }) => {
    const types = checkInput(EndpointTypes, [value], 'BadRequestException');
    api.endpointConfiguration = { ...api.endpointConfiguration, types };
  },
  '/endpointConfiguration/ipAddressType': (api, { value }) => {
    api.endpointConfiguration = { ...api.endpointConfiguration, ipAddressType: value as 'ipv4' };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export function updateRestApi(input: ById, context: OperationContext): RestApi {
  const { settings } = findApi(input.restApiId, context);
  applyPatches(settings, input, PATCHES);
  return settings;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export function deleteRestApi({ restApiId }: ById, context: OperationContext): void {
  findApi(restApiId, context);
  for (const plan of gateway(context).usagePlans.values()) {
    if (plan.apiStages?.some(({ apiId }) => apiId === restApiId)) {
      throw badRequest(`Cannot delete API ${restApiId}: remove its stages from usage plan ${plan.id} first`);
    }
  }
  gateway(context).apis.delete(restApiId);
}
