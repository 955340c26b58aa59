import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { resourceConflict } from '../errors.ts';
import { deleteFunction } from '../operations/delete-function.ts';
import { listVersionsByFunction } from '../operations/functions.ts';
import { publishVersion } from '../operations/publish-version.ts';
import { type ProvisionedConcurrencyConfig, provide } from './provide.ts';

interface Properties {
  readonly FunctionName: string;
  readonly CodeSha256?: string;
  readonly Description?: string;
  readonly ProvisionedConcurrencyConfig?: ProvisionedConcurrencyConfig;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
export const version = {
  type: 'AWS::Lambda::Version',
  properties: ['FunctionName', 'CodeSha256', 'Description', 'ProvisionedConcurrencyConfig'],
  members: { ProvisionedConcurrencyConfiguration: ['ProvisionedConcurrentExecutions'] },
  async create(properties, context) {
    const { FunctionName } = properties;
    const published = listVersionsByFunction({ FunctionName }, context).Versions ?? [];
    const { FunctionArn = '', Version = '' } = publishVersion(properties, context);
    // PublishVersion answers the last version where nothing changed; a second resource must not own that one, too.
    if (published.some((existing) => existing.Version === Version)) {
      throw resourceConflict(
        `A version for this Lambda function exists ( ${Version} ). Modify the function to create a new version.`,
      );
    }
    await provide({ FunctionName, Qualifier: Version }, properties, context);
    return { physicalId: FunctionArn, attributes: { Version, FunctionArn } };
  },
  delete: (state, _properties, context) =>
    unlessGone(() => deleteFunction({ FunctionName: state.physicalId }, context)),
} satisfies ResourceType<Properties>;
