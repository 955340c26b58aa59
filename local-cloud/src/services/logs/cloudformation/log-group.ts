import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceContext, ResourceState, ResourceType } from '../../../resources/resource-type.ts';
import { goneTags, type Tag, tagMap } from '../../../resources/tags.ts';
import { createLogGroup } from '../operations/create-log-group.ts';
import { deleteLogGroup } from '../operations/delete-log-group.ts';
import { describeLogGroups } from '../operations/describe-log-groups.ts';
import { deleteRetentionPolicy, putRetentionPolicy } from '../operations/retention-policy.ts';
import { listTagsForResource, tagResource, untagResource } from '../operations/tags.ts';

interface Properties {
  readonly LogGroupName?: string;
  readonly RetentionInDays?: number;
  readonly LogGroupClass?: string;
  readonly KmsKeyId?: string;
  readonly Tags?: readonly Tag[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroup = {
  type: 'AWS::Logs::LogGroup',
  properties: ['LogGroupName', 'RetentionInDays', 'LogGroupClass', 'Tags'],
  inert: ['KmsKeyId'],
  alsoReplaceOn: ['LogGroupClass'],
  nameProperty: 'LogGroupName',
  identifiedByPointer: true,
  async create(properties, context) {
    const logGroupName = properties.LogGroupName ?? context.generateName({ maxLength: 512 });
    const { LogGroupClass: logGroupClass, KmsKeyId: kmsKeyId } = properties;
    createLogGroup(
      { logGroupName, logGroupClass, kmsKeyId, tags: tagMap(context.tags, properties.Tags) },
      context,
    );
    setRetention(logGroupName, properties, context);
    return describe(logGroupName, context);
  },
  async update(state, properties, _previous, context) {
    setRetention(state.physicalId, properties, context);
    // Tags are the group's own, not its streams': the ARN that GetAtt gives is of both.
    const resourceArn = state.attributes.Arn!.replace(/:\*$/, '');
    const wanted = tagMap(context.tags, properties.Tags);
    const { tags = {} } = listTagsForResource({ resourceArn }, context);
    const gone = goneTags(Object.keys(tags), wanted);
    if (gone.length > 0) untagResource({ resourceArn, tagKeys: gone }, context);
    tagResource({ resourceArn, tags: wanted }, context);
    return state;
  },
  async delete(state, _properties, context) {
    await unlessGone(() => deleteLogGroup({ logGroupName: state.physicalId }, context));
  },
} satisfies ResourceType<Properties>;

function setRetention(
  logGroupName: string,
  { RetentionInDays: days }: Properties,
  context: ResourceContext,
): void {
  if (days === undefined) deleteRetentionPolicy({ logGroupName }, context);
  else putRetentionPolicy({ logGroupName, retentionInDays: days }, context);
}

function describe(name: string, context: ResourceContext): ResourceState {
  const { logGroups = [] } = describeLogGroups({ logGroupIdentifiers: [name] }, context);
  return { physicalId: name, attributes: { Arn: logGroups[0]?.arn ?? '' } };
}
