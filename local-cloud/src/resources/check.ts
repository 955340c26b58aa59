import type { ObjectShape, ResourceSchema, Shape } from './schema.ts';

/**
 * What is wrong with a resource's properties, in the words of the validator that CloudFormation's registry uses: empty where
 * they keep the schema. Numbers and flags may be text and the other way round, as CloudFormation takes them.
 *
 * @param properties with all functions evaluated
 * @param alsoRequired properties that are needed here beyond those of the schema
 * @see https://github.com/aws-cloudformation/cloudformation-resource-schema, whose ValidationException tells no values
 */
export function violations(
  properties: object,
  schema: ResourceSchema,
  alsoRequired: readonly string[] = [],
): string[] {
  const required = [...new Set([...(schema.required ?? []), ...alsoRequired])];
  return ofObject(properties, { ...schema, required }, '#', schema);
}

function ofObject(value: object, shape: ObjectShape, at: string, schema: ResourceSchema): string[] {
  const { properties, required = [] } = shape;
  const entries = Object.entries(value);
  return [
    ...required
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => `${at}: required key [${name}] not found`),
    ...entries
      .filter(([name]) => !Object.hasOwn(properties, name))
      .map(([name]) => `${at}: extraneous key [${name}] is not permitted`),
    ...entries.flatMap(([name, member]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return known ? ofValue(member, known, `${at}/${name}`, schema) : [];
    }),
  ];
}

function ofValue(value: unknown, shape: Shape, at: string, schema: ResourceSchema): string[] {
  if ('any' in shape) {
    const some = shape.any.some((each) => ofValue(value, each, at, schema).length === 0);
    return some ? [] : [`${at}: #: no subschema matched out of the total ${shape.any.length} subschemas`];
  }
  if ('list' in shape) {
    return Array.isArray(value)
      ? value.flatMap((entry, index) => ofValue(entry, shape.list, `${at}/${index}`, schema))
      : [mistyped(at, 'JSONArray', value)];
  }
  if ('type' in shape) return ofScalar(value, shape, at);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [mistyped(at, 'JSONObject', value)];
  }
  if ('ref' in shape) return ofObject(value, schema.definitions![shape.ref]!, at, schema);
  return Object.entries(value).flatMap(([name, entry]) => ofValue(entry, shape.map, `${at}/${name}`, schema));
}

function ofScalar(value: unknown, { type, enum: values }: Extract<Shape, { type: unknown }>, at: string) {
  if (type === 'json') return [];
  const text = String(value);
  if (typeof value === 'object') return [mistyped(at, NAMES[type], value)];
  if (type === 'boolean' && !/^(true|false)$/i.test(text)) return [mistyped(at, 'Boolean', value)];
  if (type === 'number' || type === 'integer') {
    const number = text.trim() === '' || typeof value === 'boolean' ? Number.NaN : Number(value);
    if (Number.isNaN(number)) return [mistyped(at, 'Number', value)];
    if (type === 'integer' && !Number.isInteger(number))
      return [`${at}: expected type: Integer, found: Double`];
  }
  const isListed = !values || values.some((each) => String(each) === text);
  return isListed ? [] : [`${at}: failed validation constraint for keyword [enum]`];
}

const NAMES = { string: 'String', number: 'Number', integer: 'Number', boolean: 'Boolean' } as const;

const mistyped = (at: string, expected: string, value: unknown): string =>
  `${at}: expected type: ${expected}, found: ${nameOf(value)}`;

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Double';
  return value === null ? 'Null' : 'JSONObject';
}
