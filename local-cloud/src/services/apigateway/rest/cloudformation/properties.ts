import { partition } from '../../../../core/arn.ts';
import type { ResourceContext } from '../../../../resources/resource-type.ts';
import { goneTags, type OwnTags, tagMap } from '../../../../resources/tags.ts';
import { getTags, tagResource, untagResource } from '../operations/tags.ts';

/** Makes the tags of a resource what its properties and the stack say. @param path `/restapis/ID` */
export function syncTags(path: string, own: OwnTags | undefined, context: ResourceContext): void {
  const resourceArn = `arn:${partition(context.region)}:apigateway:${context.region}::${path}`;
  const tags = tagMap(context.tags, own);
  const tagKeys = goneTags(Object.keys(getTags({ resourceArn }, context).tags ?? {}), tags);
  if (tagKeys.length > 0) untagResource({ resourceArn, tagKeys }, context);
  tagResource({ resourceArn, ...{ tags } }, context);
}

export interface Patch {
  readonly op: 'replace' | 'add' | 'remove';
  readonly path: string;
  readonly value?: string;
}

/** The operation that makes a field what a template says, or takes it away where the template is silent. */
export const replace = (path: string, value: unknown): Patch =>
  value === undefined ? { op: 'remove', path } : { op: 'replace', path, value: String(value) };

/** `/` and `~` in the names of a patch's path. */
export const pointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The operations that make a map what it shall be. */
export function mapPatches(path: string, wanted: object = {}, current: object = {}): Patch[] {
  const gone = Object.keys(current).filter((name) => !Object.hasOwn(wanted, name));
  return [
    ...gone.map((name) => ({ op: 'remove' as const, path: `${path}/${pointer(name)}` })),
    ...Object.entries(wanted).map(([name, value]) => replace(`${path}/${pointer(name)}`, value)),
  ];
}
