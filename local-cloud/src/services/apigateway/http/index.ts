import type { OperationTable } from '../../../protocols/operation.ts';
import { restJsonProtocol } from '../../../protocols/rest-json.ts';
import type { Service } from '../../service.ts';
import { resourceTypes } from './cloudformation/index.ts';
import { httpApiDoor } from './data-plane/front-door.ts';
import { restore } from './data-plane/own-port.ts';
import { model } from './input.ts';
import * as apis from './operations/apis.ts';
import { getAuthorizer, getAuthorizers } from './operations/authorizers.ts';
import * as deployments from './operations/deployments.ts';
import { getApiMappings, getDomainName, getDomainNames } from './operations/domain-names.ts';
import * as integrations from './operations/integrations.ts';
import * as routeOperations from './operations/routes.ts';
import * as stages from './operations/stages.ts';
import * as tags from './operations/tags.ts';
import { getVpcLink, getVpcLinks } from './operations/vpc-links.ts';
import { addresses } from './store.ts';

const operations = {
  CreateApi: apis.createApi,
  CreateDeployment: deployments.createDeployment,
  CreateIntegration: integrations.createIntegration,
  CreateRoute: routeOperations.createRoute,
  CreateStage: stages.createStage,
  DeleteAccessLogSettings: stages.deleteAccessLogSettings,
  DeleteApi: apis.deleteApi,
  DeleteCorsConfiguration: apis.deleteCorsConfiguration,
  DeleteDeployment: deployments.deleteDeployment,
  DeleteIntegration: integrations.deleteIntegration,
  DeleteRoute: routeOperations.deleteRoute,
  DeleteRouteSettings: stages.deleteRouteSettings,
  DeleteStage: stages.deleteStage,
  GetApi: apis.getApi,
  GetApiMappings: getApiMappings,
  GetApis: apis.getApis,
  GetAuthorizer: getAuthorizer,
  GetAuthorizers: getAuthorizers,
  GetDeployment: deployments.getDeployment,
  GetDeployments: deployments.getDeployments,
  GetDomainName: getDomainName,
  GetDomainNames: getDomainNames,
  GetIntegration: integrations.getIntegration,
  GetIntegrations: integrations.getIntegrations,
  GetRoute: routeOperations.getRoute,
  GetRoutes: routeOperations.getRoutes,
  GetStage: stages.getStage,
  GetStages: stages.getStages,
  GetTags: tags.getTags,
  GetVpcLink: getVpcLink,
  GetVpcLinks: getVpcLinks,
  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  UpdateApi: apis.updateApi,
  UpdateDeployment: deployments.updateDeployment,
  UpdateIntegration: integrations.updateIntegration,
  UpdateRoute: routeOperations.updateRoute,
  UpdateStage: stages.updateStage,
} satisfies OperationTable;

const SINCE = '2026-11-21';

const STAGE_INERT = ['clientCertificateId', 'defaultRouteSettings', 'routeSettings'];

/** Amazon API Gateway, HTTP APIs (version 2): Lambda proxy integrations, served from deployments' snapshots. */
export const apigatewayv2: Service = {
  id: 'apigatewayv2',
  title: 'Amazon API Gateway (HTTP APIs)',
  signingNames: ['apigateway'],
  protocol: restJsonProtocol(model),
  operations,
  frontDoors: [httpApiDoor],
  addresses,
  restore,
  resourceTypes,
  inert: {
    // There are none to choose from.
    GetApiMappings: ['domainName', 'maxResults', 'nextToken'],
    GetDomainName: ['domainName'],
    CreateApi: ['ipAddressType', 'disableSchemaValidation'],
    UpdateApi: ['ipAddressType', 'disableSchemaValidation'],
    CreateIntegration: ['integrationMethod'],
    UpdateIntegration: ['integrationMethod'],
    CreateRoute: ['authorizationScopes', 'operationName'],
    UpdateRoute: ['authorizationScopes', 'operationName'],
    CreateStage: STAGE_INERT,
    UpdateStage: STAGE_INERT,
  },
  // Kept, and read when a request comes.
  whole: {
    CreateStage: ['accessLogSettings'],
    UpdateApi: ['corsConfiguration'],
    UpdateStage: ['accessLogSettings'],
  },
  gaps: [
    { what: 'WebSocket APIs', since: SINCE },
    {
      what: 'integrations with anything but Lambda functions: HTTP_PROXY, AWS services, VPC links',
      since: SINCE,
    },
    { what: 'parameter mapping', since: SINCE },
    { what: 'authorizers (JWT and Lambda); AWS_IAM wants a signature, which is not verified', since: SINCE },
    { what: 'custom domain names, portals, import and export (CreateApi with a body)', since: SINCE },
    { what: 'metrics and throttling', since: SINCE },
    {
      what: 'access logs to Firehose, and in those to CloudWatch Logs the variables of authorizers, signers, certificates and domains, dataProcessed and error.responseType, which are "-"',
      since: SINCE,
    },
    {
      what: 'apiEndpoint is the API’s own port on localhost, and its $default stage is at the root there',
      since: SINCE,
    },
  ],
};
