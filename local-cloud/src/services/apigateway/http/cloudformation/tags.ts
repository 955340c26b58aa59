import { partition } from '../../../../core/arn.ts';
import type { ResourceContext } from '../../../cloudformation/resource-type.ts';
import { tagMap } from '../../rest/cloudformation/properties.ts';
import { getTags, tagResource, untagResource } from '../operations/tags.ts';

/** Types of this service have their tags as a map. */
export type TagProperties = Readonly<Record<string, unknown>>;

/** The stack's tags and the resource's own, which win. */
export const allTags = (own: TagProperties | undefined, context: ResourceContext): Record<string, string> =>
  tagMap(
    context.tags,
    Object.entries(own ?? {}).map(([Key, Value]) => ({ Key, Value })),
  );

/** Makes the tags of a resource what its properties and the stack say. @param path `/apis/ID` */
export function syncTags(path: string, own: TagProperties | undefined, context: ResourceContext): void {
  const resourceArn = `arn:${partition(context.region)}:apigateway:${context.region}::${path}`;
  const tags = allTags(own, context);
  const tagKeys = Object.keys(getTags({ resourceArn }, context).tags).filter(
    (key) => !Object.hasOwn(tags, key),
  );
  if (tagKeys.length > 0) untagResource({ resourceArn, tagKeys }, context);
  tagResource({ resourceArn, ...{ tags } }, context);
}
