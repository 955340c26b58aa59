import { restJsonProtocol } from '../../../protocols/rest-json.ts';
import type { Service } from '../../service.ts';
import { resourceTypes } from './cloudformation/index.ts';
import { restApiDoor } from './data-plane/front-door.ts';
import { model } from './input.ts';
import { operations } from './operations/index.ts';
import { addresses, restore } from './store.ts';

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
    UpdateStage: ['methodSettings', 'accessLogSettings', 'tracingEnabled', 'clientCertificateId'],
    CreateUsagePlan: ['throttle', 'quota'],
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
    { what: 'caching, throttling, quotas, canaries, access logs and compression', since: SINCE },
    { what: 'resource policies are kept, and not evaluated', since: SINCE },
    { what: 'response streaming', since: SINCE },
  ],
};
