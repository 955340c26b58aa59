import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { tagMap } from '../../../../resources/tags.ts';
import { createApiKey, deleteApiKey, updateApiKey } from '../operations/api-keys.ts';
import { replace, syncTags } from './properties.ts';

interface Properties {
  Name?: string;
  Description?: string;
  Enabled?: boolean;
  Value?: string;
  CustomerId?: string;
  Tags?: { Key: string; Value: string }[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-apikey.html */
export const apiKey = {
  type: 'AWS::ApiGateway::ApiKey',
  properties: ['Name', 'Description', 'Enabled', 'Value', 'CustomerId', 'Tags'],
  // Without usage plans a key opens nothing, and usage plans name their stages themselves.
  inert: ['StageKeys', 'GenerateDistinctId'],

  async create(properties, context) {
    const { id = '' } = createApiKey(
      {
        name: properties.Name ?? context.generateName(),
        description: properties.Description,
        enabled: properties.Enabled === true,
        value: properties.Value,
        customerId: properties.CustomerId,
        tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    return { physicalId: id, attributes: { APIKeyId: id } };
  },

  async update(state, properties, _previous, context) {
    const patchOperations = [
      replace('/description', properties.Description),
      replace('/enabled', properties.Enabled === true),
      replace('/customerId', properties.CustomerId),
    ];
    updateApiKey({ apiKey: state.physicalId, ...{ patchOperations } }, context);
    syncTags(`/apikeys/${state.physicalId}`, properties.Tags, context);
    return state;
  },

  async delete({ physicalId }, _properties, context) {
    await unlessGone(() => deleteApiKey({ apiKey: physicalId }, context));
  },
} satisfies ResourceType<Properties>;
