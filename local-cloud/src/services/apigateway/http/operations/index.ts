import type { AnyOperation } from '../../../../protocols/operation.ts';
import * as apis from './apis.ts';
import * as deployments from './deployments.ts';
import * as empty from './empty.ts';
import * as integrations from './integrations.ts';
import * as routeOperations from './routes.ts';
import * as stages from './stages.ts';
import * as tags from './tags.ts';

export const operations = {
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
  GetApiMappings: empty.getApiMappings,
  GetApis: apis.getApis,
  GetAuthorizer: empty.getAuthorizer,
  GetAuthorizers: empty.getAuthorizers,
  GetDeployment: deployments.getDeployment,
  GetDeployments: deployments.getDeployments,
  GetDomainName: empty.getDomainName,
  GetDomainNames: empty.getDomainNames,
  GetIntegration: integrations.getIntegration,
  GetIntegrations: integrations.getIntegrations,
  GetRoute: routeOperations.getRoute,
  GetRoutes: routeOperations.getRoutes,
  GetStage: stages.getStage,
  GetStages: stages.getStages,
  GetTags: tags.getTags,
  GetVpcLink: empty.getVpcLink,
  GetVpcLinks: empty.getVpcLinks,
  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  UpdateApi: apis.updateApi,
  UpdateDeployment: deployments.updateDeployment,
  UpdateIntegration: integrations.updateIntegration,
  UpdateRoute: routeOperations.updateRoute,
  UpdateStage: stages.updateStage,
} satisfies Record<string, AnyOperation>;
