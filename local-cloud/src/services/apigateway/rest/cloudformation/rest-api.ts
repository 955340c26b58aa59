import type { RestApi } from '@aws-sdk/client-api-gateway';
import { optionalDocument } from '../../../../resources/document-text.ts';
import { unlessGone } from '../../../../resources/gone.ts';
import { functionCall, isObject } from '../../../../resources/json.ts';
import type { ResourceState, ResourceType } from '../../../../resources/resource-type.ts';
import { tagMap } from '../../../../resources/tags.ts';
import { createRestApi, deleteRestApi, getRestApi, updateRestApi } from '../operations/rest-apis.ts';
import { pointer, replace, syncTags } from './properties.ts';

interface Properties {
  Name?: string;
  Description?: string;
  Version?: string;
  BinaryMediaTypes?: string[];
  MinimumCompressionSize?: number;
  ApiKeySourceType?: string;
  EndpointConfiguration?: { Types?: string[]; VpcEndpointIds?: string[]; IpAddressType?: string };
  Policy?: unknown;
  DisableExecuteApiEndpoint?: boolean;
  Tags?: { Key: string; Value: string }[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
export const restApi = {
  type: 'AWS::ApiGateway::RestApi',
  properties: [
    'Name',
    'Description',
    'Version',
    'BinaryMediaTypes',
    'ApiKeySourceType',
    'EndpointConfiguration',
    'DisableExecuteApiEndpoint',
    'Tags',
  ],
  members: { EndpointConfiguration: ['IpAddressType', 'Types', 'VpcEndpointIds'] },
  inert: ['Policy', 'MinimumCompressionSize', 'SecurityPolicy', 'EndpointAccessMode', 'FailOnWarnings'],
  alsoRequired: ['Name'],
  // Without it such an API has no methods, and its deployments fail.
  limit: ({ Body, BodyS3Location: place }) =>
    [Body, place].some((each) => isObject(each) && !functionCall(each))
      ? { what: 'REST APIs that a Body describes' }
      : undefined,

  async create(properties, context) {
    const {
      Types: types,
      VpcEndpointIds: vpcEndpointIds,
      IpAddressType,
    } = properties.EndpointConfiguration ?? {};
    return stateOf(
      createRestApi(
        {
          name: properties.Name,
          description: properties.Description,
          version: properties.Version,
          binaryMediaTypes: properties.BinaryMediaTypes,
          minimumCompressionSize: properties.MinimumCompressionSize,
          apiKeySource: properties.ApiKeySourceType,
          endpointConfiguration: types && { types, vpcEndpointIds, ipAddressType: IpAddressType },
          policy: optionalDocument(properties.Policy),
          disableExecuteApiEndpoint: properties.DisableExecuteApiEndpoint === true,
          tags: tagMap(context.tags, properties.Tags),
        },
        context,
      ),
    );
  },

  async update({ physicalId: restApiId }, properties, _previous, context) {
    const current = getRestApi({ restApiId }, context);
    const types = properties.BinaryMediaTypes ?? [];
    const gone = (current.binaryMediaTypes ?? []).filter((type) => !types.includes(type));
    const patchOperations = [
      replace('/name', properties.Name),
      replace('/description', properties.Description),
      replace('/version', properties.Version),
      replace('/policy', optionalDocument(properties.Policy)),
      replace('/minimumCompressionSize', properties.MinimumCompressionSize),
      replace('/disableExecuteApiEndpoint', properties.DisableExecuteApiEndpoint === true),
      replace('/apiKeySource', properties.ApiKeySourceType ?? 'HEADER'),
      ...gone.map((type) => ({ op: 'remove', path: `/binaryMediaTypes/${pointer(type)}` })),
      ...types.map((type) => ({ op: 'add', path: `/binaryMediaTypes/${pointer(type)}` })),
      ...(properties.EndpointConfiguration?.Types ?? []).map((type) =>
        replace(`/endpointConfiguration/types/${current.endpointConfiguration?.types?.[0]}`, type),
      ),
    ];
    updateRestApi({ restApiId, ...{ patchOperations } }, context);
    syncTags(`/restapis/${restApiId}`, properties.Tags, context);
    return stateOf(getRestApi({ restApiId }, context));
  },

  async delete({ physicalId: restApiId }, _properties, context) {
    await unlessGone(() => deleteRestApi({ restApiId }, context));
  },
} satisfies ResourceType<Properties>;

const stateOf = ({ id = '', rootResourceId = '' }: RestApi): ResourceState => ({
  physicalId: id,
  attributes: { RestApiId: id, RootResourceId: rootResourceId },
});
