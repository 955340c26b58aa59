import type { ServiceModel, ShapeReference } from './model.ts';

/** Gives the members of a value the names they have on the wire (`ApiId` → `apiId`), or their own. */
function renamed(
  model: ServiceModel,
  reference: ShapeReference | undefined,
  value: unknown,
  direction: 'read' | 'write',
): unknown {
  const shape = reference && model.shapes[reference.shape];
  if (!shape || typeof value !== 'object' || value === null) return value;
  const inner = (child: ShapeReference | undefined, each: unknown) => renamed(model, child, each, direction);
  if (shape.type === 'list') {
    return Array.isArray(value) ? value.map((each) => inner(shape.member, each)) : value;
  }
  if (shape.type === 'map' && !(value instanceof Map)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(shape.value, each)]));
  }
  if (shape.type === 'timestamp' && value instanceof Date) {
    // Seconds since 1970 is what JSON has where nothing else is said.
    return shape.timestampFormat === 'iso8601' ? value.toISOString().replace(/\.\d+Z$/, 'Z') : value;
  }
  if (shape.type === 'blob' && value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (shape.type !== 'structure' || Array.isArray(value)) return value;
  const given = value as Record<string, unknown>;
  const named: [string, unknown][] = [];
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const wire = member.locationName ?? name;
    const [from, to] = direction === 'read' ? [wire, name] : [name, wire];
    if (Object.hasOwn(given, from)) named.push([to, inner(member, given[from])]);
  }
  return Object.fromEntries(named);
}

/** A JSON value from the wire, under the members' own names; what the shape doesn't know is left out. */
export const fromWireNames = (model: ServiceModel, shape: string, value: unknown): unknown =>
  renamed(model, { shape }, value, 'read');

/** A value under the members' own names, as JSON has it on the wire. */
export const toWireNames = (model: ServiceModel, shape: string, value: unknown): unknown =>
  renamed(model, { shape }, value, 'write');
