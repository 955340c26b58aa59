import type { Route } from '../../protocols/routes.ts';

const API = '/restapis/{restApiId}';
const METHOD = `${API}/resources/{resourceId}/methods/{http_method}`;
const INTEGRATION = `${METHOD}/integration`;

const route = (method: string, path: string, status = 200, requires?: string[]): Route => ({
  method,
  path,
  status,
  requires,
});

/** The usual operations on a collection: the names they are formed from, its path, and the path of one in it. */
function collection<One extends string, Many extends string>(one: One, many: Many, path: string, id: string) {
  const item = `${path}/{${id}}`;
  return {
    [`Create${one}`]: route('POST', path, 201),
    [`Get${one}`]: route('GET', item),
    [`Get${many}`]: route('GET', path),
    [`Update${one}`]: route('PATCH', item),
    [`Delete${one}`]: route('DELETE', item, 202),
  } as Record<`${'Create' | 'Get' | 'Update' | 'Delete'}${One}` | `Get${Many}`, Route>;
}

/** What is put at a path that is known beforehand. */
function single<Name extends string>(name: Name, path: string, deleted = 204) {
  return {
    [`Put${name}`]: route('PUT', path, 201),
    [`Get${name}`]: route('GET', path),
    [`Update${name}`]: route('PATCH', path),
    [`Delete${name}`]: route('DELETE', path, deleted),
  } as Record<`${'Put' | 'Get' | 'Update' | 'Delete'}${Name}`, Route>;
}

/**
 * Every operation's HTTP binding. Path parameters have the names of the SDK's inputs, but for `http_method`: the body of
 * PutIntegration has an `httpMethod`, too, which is the integration's.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export const routes = {
  ...collection('RestApi', 'RestApis', '/restapis', 'restApiId'),
  ImportRestApi: route('POST', '/restapis', 201, ['mode']),
  PutRestApi: route('PUT', API),
  CreateResource: route('POST', `${API}/resources/{parentId}`, 201),
  GetResource: route('GET', `${API}/resources/{resourceId}`),
  GetResources: route('GET', `${API}/resources`),
  UpdateResource: route('PATCH', `${API}/resources/{resourceId}`),
  DeleteResource: route('DELETE', `${API}/resources/{resourceId}`, 202),
  ...single('Method', METHOD),
  ...single('MethodResponse', `${METHOD}/responses/{statusCode}`),
  ...single('Integration', INTEGRATION),
  ...single('IntegrationResponse', `${INTEGRATION}/responses/{statusCode}`),
  TestInvokeMethod: route('POST', METHOD),
  ...collection('Deployment', 'Deployments', `${API}/deployments`, 'deploymentId'),
  ...collection('Stage', 'Stages', `${API}/stages`, 'stageName'),
  FlushStageCache: route('DELETE', `${API}/stages/{stageName}/cache/data`, 202),
  GetSdk: route('GET', `${API}/stages/{stageName}/sdks/{sdkType}`),
  GetExport: route('GET', `${API}/stages/{stageName}/exports/{exportType}`),
  ...collection('Authorizer', 'Authorizers', `${API}/authorizers`, 'authorizerId'),
  ...collection('Model', 'Models', `${API}/models`, 'modelName'),
  ...collection('RequestValidator', 'RequestValidators', `${API}/requestvalidators`, 'requestValidatorId'),
  ...single('GatewayResponse', `${API}/gatewayresponses/{responseType}`, 202),
  GetGatewayResponses: route('GET', `${API}/gatewayresponses`),
  ...collection(
    'DocumentationPart',
    'DocumentationParts',
    `${API}/documentation/parts`,
    'documentationPartId',
  ),
  ...collection(
    'DocumentationVersion',
    'DocumentationVersions',
    `${API}/documentation/versions`,
    'documentationVersion',
  ),
  ...collection('ApiKey', 'ApiKeys', '/apikeys', 'apiKey'),
  ImportApiKeys: route('POST', '/apikeys', 201, ['mode']),
  ...collection('UsagePlan', 'UsagePlans', '/usageplans', 'usagePlanId'),
  ...collection('UsagePlanKey', 'UsagePlanKeys', '/usageplans/{usagePlanId}/keys', 'keyId'),
  GetUsage: route('GET', '/usageplans/{usagePlanId}/usage'),
  ...collection('DomainName', 'DomainNames', '/domainnames', 'domainName'),
  ...collection(
    'BasePathMapping',
    'BasePathMappings',
    '/domainnames/{domainName}/basepathmappings',
    'basePath',
  ),
  ...collection('VpcLink', 'VpcLinks', '/vpclinks', 'vpcLinkId'),
  ...collection('ClientCertificate', 'ClientCertificates', '/clientcertificates', 'clientCertificateId'),
  GetAccount: route('GET', '/account'),
  UpdateAccount: route('PATCH', '/account'),
  TagResource: route('PUT', '/tags/{resourceArn+}', 204),
  UntagResource: route('DELETE', '/tags/{resourceArn+}', 204),
  GetTags: route('GET', '/tags/{resourceArn+}'),
};
