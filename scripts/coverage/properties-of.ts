import { resourceSchema } from '../../local-cloud/src/models.ts';
import type { AnyResourceType } from '../../local-cloud/src/resources/resource-type.ts';
import type { ObjectShape, ResourceSchema, Shape } from '../../local-cloud/src/resources/schema.ts';

/** A resource type's properties in a line: those used, with their members, *those without effect* and ~~those refused~~. */
export function propertiesOf(type: AnyResourceType): string {
  const schema = type.schema ?? resourceSchema(type.type);
  const names = membersOf(schema, undefined, { type, schema });
  return names.length === 0 ? 'no properties' : names.join(', ');
}

interface About {
  readonly type: AnyResourceType;
  readonly schema: ResourceSchema;
}

function membersOf(shape: ObjectShape, definition: string | undefined, about: About): string[] {
  const { type } = about;
  const used = definition === undefined ? type.properties : (type.members?.[definition] ?? []);
  const all = Object.entries(shape.properties);
  const isInert = (name: string) =>
    type.inert?.includes(definition === undefined ? name : `${definition}.${name}`);
  return [
    ...all.filter(([name]) => used.includes(name)).map(([name, own]) => `${name}${nested(own, about)}`),
    ...all.filter(([name]) => isInert(name)).map(([name]) => `*${name}*`),
    ...all.filter(([name]) => !used.includes(name) && !isInert(name)).map(([name]) => `~~${name}~~`),
  ];
}

function nested(shape: Shape, about: About): string {
  if ('list' in shape) return nested(shape.list, about);
  if ('map' in shape) return nested(shape.map, about);
  // Every type that has tags has all of them.
  if (!('ref' in shape) || shape.ref === 'Tag') return '';
  return ` (${membersOf(about.schema.definitions![shape.ref]!, shape.ref, about).join(', ')})`;
}
