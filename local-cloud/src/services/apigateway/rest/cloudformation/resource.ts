import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createResource, deleteResource } from '../operations/resources.ts';

interface Properties {
  RestApiId: string;
  ParentId: string;
  PathPart: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html */
export const resource = {
  type: 'AWS::ApiGateway::Resource',
  properties: ['RestApiId', 'ParentId', 'PathPart'],

  async create({ RestApiId: restApiId, ParentId: parentId, PathPart: pathPart }, context) {
    const { id = '' } = createResource({ restApiId, parentId, pathPart: pathPart }, context);
    return { physicalId: id, attributes: { ResourceId: id } };
  },

  async delete({ physicalId: resourceId }, { RestApiId: restApiId }, context) {
    await unlessGone(() => deleteResource({ restApiId, resourceId }, context));
  },
} satisfies ResourceType<Properties>;
