import type { Route } from '../../protocols/routes.ts';

const FUNCTIONS = '/2015-03-31/functions';
const FUNCTION = `${FUNCTIONS}/{FunctionName}`;
const ALIAS = `${FUNCTION}/aliases/{Name}`;
const LAYERS = '/2018-10-31/layers';
const LAYER_VERSION = `${LAYERS}/{LayerName}/versions/{VersionNumber}`;
const URL = '/2021-10-31/functions/{FunctionName}/url';
const EVENT_INVOKE = '/2019-09-25/functions/{FunctionName}/event-invoke-config';
const RESERVED = '/2017-10-31/functions/{FunctionName}/concurrency';
const PROVISIONED = '/2019-09-30/functions/{FunctionName}/provisioned-concurrency';
const TAGS = '/2017-03-31/tags/{Resource}';
const EVENT_SOURCES = '/2015-03-31/event-source-mappings';

const route = (method: string, path: string, status = 200): Route => ({ method, path, status });

/** The HTTP binding of every operation that has one here, supported or not: the service model's names and dates. */
export const routes = {
  AddLayerVersionPermission: route('POST', `${LAYER_VERSION}/policy`, 201),
  AddPermission: route('POST', `${FUNCTION}/policy`, 201),
  CreateAlias: route('POST', `${FUNCTION}/aliases`, 201),
  CreateCodeSigningConfig: route('POST', '/2020-04-22/code-signing-configs', 201),
  CreateEventSourceMapping: route('POST', EVENT_SOURCES, 202),
  CreateFunction: route('POST', FUNCTIONS, 201),
  CreateFunctionUrlConfig: route('POST', URL, 201),
  DeleteAlias: route('DELETE', ALIAS, 204),
  DeleteEventSourceMapping: route('DELETE', `${EVENT_SOURCES}/{UUID}`, 202),
  DeleteFunction: route('DELETE', FUNCTION, 204),
  DeleteFunctionConcurrency: route('DELETE', RESERVED, 204),
  DeleteFunctionEventInvokeConfig: route('DELETE', EVENT_INVOKE, 204),
  DeleteFunctionUrlConfig: route('DELETE', URL, 204),
  DeleteLayerVersion: route('DELETE', LAYER_VERSION, 204),
  DeleteProvisionedConcurrencyConfig: route('DELETE', PROVISIONED, 204),
  GetAccountSettings: route('GET', '/2016-08-19/account-settings'),
  GetAlias: route('GET', ALIAS),
  GetEventSourceMapping: route('GET', `${EVENT_SOURCES}/{UUID}`),
  GetFunction: route('GET', FUNCTION),
  GetFunctionCodeSigningConfig: route('GET', '/2020-06-30/functions/{FunctionName}/code-signing-config'),
  GetFunctionConcurrency: route('GET', '/2019-09-30/functions/{FunctionName}/concurrency'),
  GetFunctionConfiguration: route('GET', `${FUNCTION}/configuration`),
  GetFunctionEventInvokeConfig: route('GET', EVENT_INVOKE),
  GetFunctionRecursionConfig: route('GET', '/2024-08-31/functions/{FunctionName}/recursion-config'),
  GetFunctionUrlConfig: route('GET', URL),
  GetLayerVersion: route('GET', LAYER_VERSION),
  GetLayerVersionByArn: { method: 'GET', path: LAYERS, status: 200, requires: ['find', 'Arn'] },
  GetLayerVersionPolicy: route('GET', `${LAYER_VERSION}/policy`),
  GetPolicy: route('GET', `${FUNCTION}/policy`),
  GetProvisionedConcurrencyConfig: route('GET', PROVISIONED),
  GetRuntimeManagementConfig: route('GET', '/2021-07-20/functions/{FunctionName}/runtime-management-config'),
  Invoke: { method: 'POST', path: `${FUNCTION}/invocations`, status: 200, payload: true },
  InvokeAsync: {
    method: 'POST',
    path: '/2014-11-13/functions/{FunctionName}/invoke-async',
    status: 202,
    payload: true,
  },
  InvokeWithResponseStream: {
    method: 'POST',
    path: '/2021-11-15/functions/{FunctionName}/response-streaming-invocations',
    status: 200,
    payload: true,
  },
  ListAliases: route('GET', `${FUNCTION}/aliases`),
  ListEventSourceMappings: route('GET', EVENT_SOURCES),
  ListFunctionEventInvokeConfigs: route('GET', `${EVENT_INVOKE}/list`),
  ListFunctionUrlConfigs: route('GET', '/2021-10-31/functions/{FunctionName}/urls'),
  ListFunctions: route('GET', FUNCTIONS),
  ListLayerVersions: route('GET', `${LAYERS}/{LayerName}/versions`),
  ListLayers: route('GET', LAYERS),
  ListProvisionedConcurrencyConfigs: {
    method: 'GET',
    path: PROVISIONED,
    status: 200,
    requires: ['List'],
  },
  ListTags: route('GET', TAGS),
  ListVersionsByFunction: route('GET', `${FUNCTION}/versions`),
  PublishLayerVersion: route('POST', `${LAYERS}/{LayerName}/versions`, 201),
  PublishVersion: route('POST', `${FUNCTION}/versions`, 201),
  PutFunctionCodeSigningConfig: route('PUT', '/2020-06-30/functions/{FunctionName}/code-signing-config'),
  PutFunctionConcurrency: route('PUT', RESERVED),
  PutFunctionEventInvokeConfig: route('PUT', EVENT_INVOKE),
  PutFunctionRecursionConfig: route('PUT', '/2024-08-31/functions/{FunctionName}/recursion-config'),
  PutProvisionedConcurrencyConfig: route('PUT', PROVISIONED, 202),
  PutRuntimeManagementConfig: route('PUT', '/2021-07-20/functions/{FunctionName}/runtime-management-config'),
  RemoveLayerVersionPermission: route('DELETE', `${LAYER_VERSION}/policy/{StatementId}`, 204),
  RemovePermission: route('DELETE', `${FUNCTION}/policy/{StatementId}`, 204),
  TagResource: route('POST', TAGS, 204),
  UntagResource: route('DELETE', TAGS, 204),
  UpdateAlias: route('PUT', ALIAS),
  UpdateEventSourceMapping: route('PUT', `${EVENT_SOURCES}/{UUID}`, 202),
  UpdateFunctionCode: route('PUT', `${FUNCTION}/code`),
  UpdateFunctionConfiguration: route('PUT', `${FUNCTION}/configuration`),
  UpdateFunctionEventInvokeConfig: route('POST', EVENT_INVOKE),
  UpdateFunctionUrlConfig: route('PUT', URL),
} satisfies Record<string, Route>;
