import { optionalDocument } from '../../../../resources/document-text.ts';
import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createModel, deleteModel, updateModel } from '../operations/models.ts';
import { replace } from './properties.ts';

interface Properties {
  RestApiId: string;
  Name?: string;
  ContentType?: string;
  Description?: string;
  Schema?: unknown;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html */
export const model = {
  type: 'AWS::ApiGateway::Model',
  properties: ['RestApiId', 'Name', 'ContentType', 'Description', 'Schema'],

  async create({ RestApiId: restApiId, Name, ContentType, Description, Schema }, context) {
    // Names of models are letters and digits only.
    const name = Name ?? context.generateName().replace(/[^A-Za-z0-9]/g, '');
    const contentType = ContentType ?? 'application/json';
    createModel(
      { restApiId, name, contentType, description: Description, schema: optionalDocument(Schema) },
      context,
    );
    return { physicalId: name, attributes: {} };
  },

  async update(state, { RestApiId: restApiId, Description, Schema }, _previous, context) {
    const patchOperations = [
      replace('/description', Description),
      replace('/schema', optionalDocument(Schema) ?? '{}'),
    ];
    updateModel({ restApiId, modelName: state.physicalId, ...{ patchOperations } }, context);
    return state;
  },

  async delete({ physicalId: modelName }, { RestApiId: restApiId }, context) {
    await unlessGone(() => deleteModel({ restApiId, modelName }, context));
  },
} satisfies ResourceType<Properties>;
