import { partition } from '../../../../core/arn.ts';
import type { ResourceContext } from '../../../../resources/resource-type.ts';
import { goneTags, type OwnTags, tagMap } from '../../../../resources/tags.ts';
import { getTags, tagResource, untagResource } from '../operations/tags.ts';

/** Makes the tags of a resource what its properties and the stack say. @param path `/apis/ID` */
export function syncTags(path: string, own: OwnTags | undefined, context: ResourceContext): void {
  const resourceArn = `arn:${partition(context.region)}:apigateway:${context.region}::${path}`;
  const tags = tagMap(context.tags, own);
  const tagKeys = goneTags(Object.keys(getTags({ resourceArn }, context).tags), tags);
  if (tagKeys.length > 0) untagResource({ resourceArn, tagKeys }, context);
  tagResource({ resourceArn, ...{ tags } }, context);
}
