import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { parseLayerVersionArn } from '../layer-versions.ts';
import { deleteLayerVersion, publishLayerVersion } from '../operations/layers.ts';

interface Properties {
  readonly Content: { readonly S3Bucket: string; readonly S3Key: string; readonly S3ObjectVersion?: string };
  readonly LayerName?: string;
  readonly Description?: string;
  readonly CompatibleArchitectures?: readonly string[];
  readonly CompatibleRuntimes?: readonly string[];
  readonly LicenseInfo?: string;
}

const NAMES = [
  'Content',
  'LayerName',
  'Description',
  'CompatibleArchitectures',
  'CompatibleRuntimes',
  'LicenseInfo',
] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html */
export const layerVersion = {
  type: 'AWS::Lambda::LayerVersion',
  properties: NAMES,
  members: { Content: ['S3Bucket', 'S3Key', 'S3ObjectVersion'] },
  async create(properties, context) {
    const LayerName = properties.LayerName ?? context.generateName({ maxLength: 140 });
    const { LayerVersionArn = '' } = await publishLayerVersion({ ...properties, LayerName }, context);
    return { physicalId: LayerVersionArn, attributes: { LayerVersionArn } };
  },
  delete: ({ physicalId }, _properties, context) => {
    const { name, version } = parseLayerVersionArn(physicalId);
    return unlessGone(() => deleteLayerVersion({ LayerName: name, VersionNumber: version }, context));
  },
} satisfies ResourceType<Properties>;
