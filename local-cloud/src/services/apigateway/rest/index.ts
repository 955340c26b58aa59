import type { OperationTable } from '../../../protocols/operation.ts';
import { restJsonProtocol } from '../../../protocols/rest-json.ts';
import type { Service } from '../../service.ts';
import { resourceTypes } from './cloudformation/index.ts';
import { restApiDoor } from './data-plane/front-door.ts';
import { model } from './input.ts';
import { getAccount, updateAccount } from './operations/account.ts';
import { createApiKey, deleteApiKey, getApiKey, getApiKeys, updateApiKey } from './operations/api-keys.ts';
import { getAuthorizers } from './operations/authorizers.ts';
import {
  createDeployment,
  deleteDeployment,
  getDeployment,
  getDeployments,
  updateDeployment,
} from './operations/deployments.ts';
import {
  deleteGatewayResponse,
  getGatewayResponse,
  getGatewayResponses,
  putGatewayResponse,
  updateGatewayResponse,
} from './operations/gateway-responses.ts';
import {
  deleteIntegrationResponse,
  getIntegrationResponse,
  putIntegrationResponse,
  updateIntegrationResponse,
} from './operations/integration-responses.ts';
import {
  deleteIntegration,
  getIntegration,
  putIntegration,
  updateIntegration,
} from './operations/integrations.ts';
import {
  deleteMethodResponse,
  getMethodResponse,
  putMethodResponse,
  updateMethodResponse,
} from './operations/method-responses.ts';
import { deleteMethod, getMethod, putMethod, updateMethod } from './operations/methods.ts';
import { createModel, deleteModel, getModel, getModels, updateModel } from './operations/models.ts';
import {
  createRequestValidator,
  deleteRequestValidator,
  getRequestValidator,
  getRequestValidators,
  updateRequestValidator,
} from './operations/request-validators.ts';
import {
  createResource,
  deleteResource,
  getResource,
  getResources,
  updateResource,
} from './operations/resources.ts';
import {
  createRestApi,
  deleteRestApi,
  getRestApi,
  getRestApis,
  updateRestApi,
} from './operations/rest-apis.ts';
import { createStage, deleteStage, getStage, getStages, updateStage } from './operations/stages.ts';
import { getTags, tagResource, untagResource } from './operations/tags.ts';
import {
  createUsagePlanKey,
  deleteUsagePlanKey,
  getUsagePlanKey,
  getUsagePlanKeys,
} from './operations/usage-plan-keys.ts';
import {
  createUsagePlan,
  deleteUsagePlan,
  getUsagePlan,
  getUsagePlans,
  updateUsagePlan,
} from './operations/usage-plans.ts';
import { addresses, restore } from './store.ts';

const operations = {
  CreateApiKey: createApiKey,
  CreateDeployment: createDeployment,
  CreateModel: createModel,
  CreateRequestValidator: createRequestValidator,
  CreateResource: createResource,
  CreateRestApi: createRestApi,
  CreateStage: createStage,
  CreateUsagePlan: createUsagePlan,
  CreateUsagePlanKey: createUsagePlanKey,
  DeleteApiKey: deleteApiKey,
  DeleteDeployment: deleteDeployment,
  DeleteGatewayResponse: deleteGatewayResponse,
  DeleteIntegration: deleteIntegration,
  DeleteIntegrationResponse: deleteIntegrationResponse,
  DeleteMethod: deleteMethod,
  DeleteMethodResponse: deleteMethodResponse,
  DeleteModel: deleteModel,
  DeleteRequestValidator: deleteRequestValidator,
  DeleteResource: deleteResource,
  DeleteRestApi: deleteRestApi,
  DeleteStage: deleteStage,
  DeleteUsagePlan: deleteUsagePlan,
  DeleteUsagePlanKey: deleteUsagePlanKey,
  GetAccount: getAccount,
  GetApiKey: getApiKey,
  GetApiKeys: getApiKeys,
  GetAuthorizers: getAuthorizers,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  GetGatewayResponse: getGatewayResponse,
  GetGatewayResponses: getGatewayResponses,
  GetIntegration: getIntegration,
  GetIntegrationResponse: getIntegrationResponse,
  GetMethod: getMethod,
  GetMethodResponse: getMethodResponse,
  GetModel: getModel,
  GetModels: getModels,
  GetRequestValidator: getRequestValidator,
  GetRequestValidators: getRequestValidators,
  GetResource: getResource,
  GetResources: getResources,
  GetRestApi: getRestApi,
  GetRestApis: getRestApis,
  GetStage: getStage,
  GetStages: getStages,
  GetTags: getTags,
  GetUsagePlan: getUsagePlan,
  GetUsagePlanKey: getUsagePlanKey,
  GetUsagePlanKeys: getUsagePlanKeys,
  GetUsagePlans: getUsagePlans,
  PutGatewayResponse: putGatewayResponse,
  PutIntegration: putIntegration,
  PutIntegrationResponse: putIntegrationResponse,
  PutMethod: putMethod,
  PutMethodResponse: putMethodResponse,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAccount: updateAccount,
  UpdateApiKey: updateApiKey,
  UpdateDeployment: updateDeployment,
  UpdateGatewayResponse: updateGatewayResponse,
  UpdateIntegration: updateIntegration,
  UpdateIntegrationResponse: updateIntegrationResponse,
  UpdateMethod: updateMethod,
  UpdateMethodResponse: updateMethodResponse,
  UpdateModel: updateModel,
  UpdateRequestValidator: updateRequestValidator,
  UpdateResource: updateResource,
  UpdateRestApi: updateRestApi,
  UpdateStage: updateStage,
  UpdateUsagePlan: updateUsagePlan,
} satisfies OperationTable;

const SINCE = '2026-11-21';

/** Amazon API Gateway, REST APIs (version 1): Lambda proxy and mock integrations, served from deployments' snapshots. */
export const apigateway: Service = {
  id: 'apigateway',
  title: 'Amazon API Gateway (REST APIs)',
  signingNames: ['apigateway'],
  protocol: restJsonProtocol(model),
  operations,
  frontDoors: [restApiDoor],
  addresses,
  restore,
  resourceTypes,
  inert: {
    GetTags: ['limit', 'position'],
    CreateRestApi: ['policy', 'minimumCompressionSize', 'endpointConfiguration', 'version'],
    PutMethod: ['operationName', 'authorizationScopes'],
    PutIntegration: ['cacheNamespace', 'cacheKeyParameters', 'contentHandling', 'requestParameters'],
    CreateStage: ['tracingEnabled', 'cacheClusterEnabled', 'cacheClusterSize', 'documentationVersion'],
    UpdateStage: ['methodSettings', 'tracingEnabled', 'clientCertificateId'],
    CreateUsagePlan: ['throttle', 'quota', 'apiStages.throttle'],
    UpdateAccount: ['cloudwatchRoleArn'],
  },
  gaps: [
    {
      what: 'integrations of type AWS, HTTP and HTTP_PROXY, and AWS_PROXY with anything but Lambda',
      since: SINCE,
    },
    {
      what: 'Velocity templates, but for the one of the Serverless Framework for several CORS origins',
      since: SINCE,
    },
    {
      what: 'authorizers (Lambda and Cognito); AWS_IAM wants a signature, which is not verified',
      since: SINCE,
    },
    {
      what: 'custom domains, VPC links, client certificates, documentation, SDKs, import and export',
      since: SINCE,
    },
    { what: 'caching, throttling, quotas, canaries, execution logs and compression', since: SINCE },
    {
      what: 'access logs to Firehose, and in those to CloudWatch Logs the variables of authorizers, callers, certificates and firewalls, which are "-"',
      since: SINCE,
    },
    { what: 'resource policies are kept, and not evaluated', since: SINCE },
    { what: 'response streaming', since: SINCE },
  ],
};
