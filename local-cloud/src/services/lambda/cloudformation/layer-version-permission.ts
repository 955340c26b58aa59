import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { parseLayerVersionArn } from '../layer-versions.ts';
import { addLayerVersionPermission, removeLayerVersionPermission } from '../operations/layer-permissions.ts';

interface Properties {
  readonly Action: string;
  readonly LayerVersionArn: string;
  readonly Principal: string;
  readonly OrganizationId?: string;
}

const layerOf = (arn: string) => {
  const { name, version } = parseLayerVersionArn(arn);
  return { LayerName: name, VersionNumber: version };
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html */
export const layerVersionPermission = {
  type: 'AWS::Lambda::LayerVersionPermission',
  properties: ['Action', 'LayerVersionArn'],
  inert: ['OrganizationId', 'Principal'],
  async create({ LayerVersionArn, ...properties }, context) {
    const StatementId = context.generateName({ maxLength: 100 });
    addLayerVersionPermission({ ...properties, ...layerOf(LayerVersionArn), StatementId }, context);
    const Id = `${LayerVersionArn}#${StatementId}`;
    return { physicalId: Id, attributes: { Id } };
  },
  delete: ({ physicalId }, { LayerVersionArn }, context) =>
    unlessGone(() => {
      const StatementId = physicalId.slice(LayerVersionArn.length + 1);
      removeLayerVersionPermission({ ...layerOf(LayerVersionArn), StatementId }, context);
    }),
} satisfies ResourceType<Properties>;
