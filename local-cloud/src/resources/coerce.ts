import type { ObjectShape, ResourceSchema, Shape } from './schema.ts';

/**
 * A resource's properties as its schema has them: numbers and flags as text where text is wanted, and the other way round.
 * Templates may write either (`Timeout: "30"`, `Value: 1234`), and parameters are texts.
 */
export const coerce = (properties: object, schema: ResourceSchema): object =>
  ofObject(properties, schema, schema);

function ofObject(value: object, { properties }: ObjectShape, schema: ResourceSchema): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return [name, shape ? ofValue(member, shape, schema) : member];
    }),
  );
}

function ofValue(value: unknown, shape: Shape, schema: ResourceSchema): unknown {
  if (Array.isArray(value)) {
    return 'list' in shape ? value.map((entry) => ofValue(entry, shape.list, schema)) : value;
  }
  if (typeof value === 'object' && value !== null) {
    if ('ref' in shape) return ofObject(value, schema.definitions![shape.ref]!, schema);
    if (!('map' in shape)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [name, ofValue(entry, shape.map, schema)]),
    );
  }
  if ('type' in shape) return ofScalar(value, shape.type);
  // Where a flag or a text may be, a text that says a flag is one.
  const isFlag = 'any' in shape && shape.any.some((each) => 'type' in each && each.type === 'boolean');
  return isFlag ? ofScalar(value, 'boolean') : value;
}

function ofScalar(value: unknown, type: Extract<Shape, { type: unknown }>['type']): unknown {
  if (type === 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof value !== 'string') return value;
  if (type === 'boolean') return /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;
  if (type === 'json') return value;
  return value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value);
}
