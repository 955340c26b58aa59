import type {
  CreateRestApiRequest,
  DeleteRestApiRequest,
  GetRestApiRequest,
  GetRestApisRequest,
  RestApi,
  UpdateRestApiRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import { badRequest, unsupported } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { applyPatches, flag, member, number, type PatchRules, text } from '../patch.ts';
import { findApi, gateway } from '../store.ts';
import type { Api } from '../types.ts';
import { defaultModels } from './models.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const createRestApi = modelled<CreateRestApiRequest, RestApi>('CreateRestApi', (input, context) => {
  const { name, description, version, binaryMediaTypes, minimumCompressionSize, policy, tags } = input;
  const { apiKeySource = 'HEADER', disableExecuteApiEndpoint = false } = input;
  if (!name.trim()) throw badRequest('API name must not be blank');
  if (description === '') throw badRequest('Description cannot be an empty string');
  checkCompression(minimumCompressionSize);
  if (apiKeySource === 'AUTHORIZER') throw unsupported('apiKeySource AUTHORIZER');
  const id = lowerId(10);
  const rootResourceId = lowerId(10);
  const { types = ['EDGE' as const], ...others } = input.endpointConfiguration ?? {};
  checkEndpointTypes(types);
  const endpointConfiguration = { ipAddressType: 'ipv4' as const, types, ...others };
  const settings: RestApi = {
    ...{ id, name, createdDate: new Date(), description, version, binaryMediaTypes, minimumCompressionSize },
    ...{ policy, tags, apiKeySource, disableExecuteApiEndpoint, endpointConfiguration, rootResourceId },
  };
  const api: Api = {
    ...{ id, rootResourceId, settings },
    ...{ models: defaultModels(), requestValidators: new Map(), gatewayResponses: new Map() },
    ...{ deployments: new Map(), stages: new Map() },
    resources: new Map([[rootResourceId, { id: rootResourceId, path: '/', methods: new Map() }]]),
  };
  gateway(context).apis.set(id, api);
  return api.settings;
});

/**
 * An API has one endpoint type. AWS's words for none, or for more, are not known.
 *
 * @throws AwsError BadRequestException
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html
 */
function checkEndpointTypes(types: readonly string[]): void {
  if (types.length === 1) return;
  throw badRequest(`Invalid endpoint configuration: an API has one endpoint type, not ${types.length}`);
}

/** @throws AwsError BadRequestException */
function checkCompression(size: number | undefined): void {
  if (size === undefined || (Number.isInteger(size) && size >= 0 && size <= 10_485_760)) return;
  throw badRequest('Invalid minimum compression size, must be between 0 and 10485760');
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const getRestApi = modelled<GetRestApiRequest, RestApi>(
  'GetRestApi',
  ({ restApiId }, context) => findApi(restApiId, context).settings,
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const getRestApis = modelled<GetRestApisRequest, PositionPage<RestApi>>(
  'GetRestApis',
  (input, context) =>
    pageByPosition(
      [...gateway(context).apis.values()].map(({ settings }) => settings),
      input,
    ),
);

const ENDPOINT_TYPES = ['REGIONAL', 'EDGE', 'PRIVATE'] as const;

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
    const type = ENDPOINT_TYPES.find((each) => each === value);
    if (!type) throw badRequest(`Invalid endpoint type specified: ${value}`);
    api.endpointConfiguration = { ...api.endpointConfiguration, types: [type] };
  },
  '/endpointConfiguration/ipAddressType': (api, { value }) => {
    api.endpointConfiguration = { ...api.endpointConfiguration, ipAddressType: value as 'ipv4' };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export const updateRestApi = modelled<UpdateRestApiRequest, RestApi>('UpdateRestApi', (input, context) => {
  const { settings } = findApi(input.restApiId, context);
  const changed = { ...settings };
  applyPatches(changed, input, PATCHES, (path) => `Invalid patch path ${path}`);
  checkCompression(changed.minimumCompressionSize);
  Object.assign(settings, changed);
  // Of this operation alone, an API without tags has an empty list.
  return { ...settings, tags: settings.tags ?? {} };
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const deleteRestApi = modelled<DeleteRestApiRequest, void>(
  'DeleteRestApi',
  ({ restApiId }, context) => {
    findApi(restApiId, context);
    for (const plan of gateway(context).usagePlans.values()) {
      if (plan.apiStages?.some(({ apiId }) => apiId === restApiId)) {
        throw badRequest(
          `Cannot delete API ${restApiId}: remove its stages from usage plan ${plan.id} first`,
        );
      }
    }
    gateway(context).apis.delete(restApiId);
  },
);
