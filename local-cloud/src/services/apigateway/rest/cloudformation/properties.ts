import { partition } from '../../../../core/arn.ts';
import type { ResourceContext } from '../../../../resources/resource-type.ts';
import { goneTags, type OwnTags, tagMap } from '../../../../resources/tags.ts';
import { getTags, tagResource, untagResource } from '../operations/tags.ts';

/** Templates may write booleans and numbers as text. */
export const isTrue = (value: unknown): boolean => String(value) === 'true';

export const optionalFlag = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : isTrue(value);

export const optionalNumber = (value: unknown): number | undefined =>
  value === undefined ? undefined : Number(value);

/** A template's map, whose values may be numbers or booleans, as one of texts. */
export const texts = (map: object | undefined): Record<string, string> | undefined =>
  map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));

export const flags = (map: object | undefined): Record<string, boolean> | undefined =>
  map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, isTrue(value)]));

/** JSON that a template has as text or as an object. */
export const jsonText = (value: unknown): string | undefined => {
  if (value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Makes the tags of a resource what its properties and the stack say. @param path `/restapis/ID` */
export function syncTags(path: string, own: OwnTags | undefined, context: ResourceContext): void {
  const resourceArn = `arn:${partition(context.region)}:apigateway:${context.region}::${path}`;
  const tags = tagMap(context.tags, own);
  const tagKeys = goneTags(Object.keys(getTags({ resourceArn }, context).tags ?? {}), tags);
  if (tagKeys.length > 0) untagResource({ resourceArn, tagKeys }, context);
  tagResource({ resourceArn, ...{ tags } }, context);
}

interface Patch {
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
