import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Resource, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { ObjectShape, ResourceSchema, Shape } from '../../local-cloud/src/resources/schema.ts';

/** What the builtin type `tag` stands for: some types take a tag without a value. */
const TAG: ObjectShape = {
  properties: { Key: { type: 'string' }, Value: { type: 'string' } },
  required: ['Key'],
};

/**
 * CloudFormation's schemas of resource types, as the package @aws-cdk/aws-service-spec has them on the disk, trimmed to what
 * properties and attributes there are, and to what they are like.
 *
 * @param names of the types; one that AWS publishes nothing of is left out
 */
export async function resourceSchemas(names: readonly string[]): Promise<Map<string, ResourceSchema>> {
  const database = await loadAwsServiceSpec();
  const found = names.flatMap((name): [string, ResourceSchema][] => {
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', name);
    return resource ? [[name, schemaOf(resource, database)]] : [];
  });
  return new Map(found);
}

function schemaOf(resource: Resource, database: SpecDatabase): ResourceSchema {
  const definitions: Record<string, ObjectShape> = {};
  const shapeOf = (type: PropertyType): Shape => {
    if (type.type === 'array') return { list: shapeOf(type.element) };
    if (type.type === 'map') return { map: shapeOf(type.element) };
    if (type.type === 'tag') {
      definitions.Tag ??= TAG;
      return { ref: 'Tag' };
    }
    if (type.type === 'ref') {
      const { name, properties } = database.get('typeDefinition', type.reference.$ref);
      if (!definitions[name]) {
        // Known before its members are looked at, which may be of its own kind.
        definitions[name] = { properties: {} };
        definitions[name] = objectOf(properties);
      }
      return { ref: name };
    }
    if (type.type === 'union') return unionOf(type.types.map(shapeOf));
    const values = 'allowedValues' in type ? type.allowedValues : undefined;
    const primitive = {
      type: type.type === 'date-time' || type.type === 'null' ? 'string' : type.type,
    } as const;
    return values ? { ...primitive, enum: values } : primitive;
  };
  const objectOf = (properties: ResourceProperties): ObjectShape => ({
    properties: Object.fromEntries(sorted(properties).map(([name, { type }]) => [name, shapeOf(type)])),
    ...some(
      'required',
      names(properties, ({ required }) => required === true),
    ),
  });
  return {
    ...objectOf(resource.properties),
    ...some(
      'createOnly',
      names(resource.properties, ({ causesReplacement }) => causesReplacement === 'yes'),
    ),
    ...some('readOnly', Object.keys(resource.attributes).sort()),
    ...(Object.keys(definitions).length > 0 ? { definitions: Object.fromEntries(sorted(definitions)) } : {}),
  };
}

/** Of a document that may be text or an object nothing is told; of what has a form in one of its forms, that one. */
function unionOf(shapes: readonly Shape[]): Shape {
  const formed = shapes.find((shape) => !('type' in shape));
  if (formed) return formed;
  return shapes.find((shape) => 'type' in shape && shape.type === 'json') ?? { any: shapes };
}

const sorted = <T>(entries: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));

const names = (
  properties: ResourceProperties,
  matches: (property: ResourceProperties[string]) => boolean,
): string[] => sorted(properties).flatMap(([name, property]) => (matches(property) ? [name] : []));

const some = <K extends string>(key: K, values: string[]): { [key in K]?: string[] } =>
  (values.length > 0 ? { [key]: values } : {}) as { [key in K]?: string[] };
