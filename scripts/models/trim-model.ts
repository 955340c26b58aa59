import type { ServiceModel, Shape, ShapeReference } from '../../local-cloud/src/protocols/shapes/model.ts';

/** A model with these operations and the shapes of their inputs, in alphabetical order, and of those what is checked. */
export function trimModel(model: ServiceModel, operations: readonly string[]): ServiceModel {
  const { apiVersion, targetPrefix } = model.metadata;
  const kept = [...operations].sort().filter((name) => model.operations[name]);
  const inputs = kept.map((name) => [name, { input: reference(model.operations[name]?.input) }] as const);
  const shapes = new Map<string, Shape>();
  for (const [, { input }] of inputs) collect(input, model, shapes);
  return {
    metadata: { apiVersion, targetPrefix },
    operations: Object.fromEntries(inputs),
    shapes: Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function collect(from: ShapeReference | undefined, model: ServiceModel, shapes: Map<string, Shape>): void {
  if (!from || shapes.has(from.shape)) return;
  const shape = model.shapes[from.shape];
  if (!shape) throw new Error(`The model has no shape ${from.shape}`);
  const { type, required, min, max, pattern, enum: values } = shape;
  const members = shape.members
    ? Object.fromEntries(Object.entries(shape.members).map(([name, member]) => [name, reference(member)!]))
    : undefined;
  shapes.set(from.shape, {
    ...{ type, required, members, member: reference(shape.member) },
    ...{ key: reference(shape.key), value: reference(shape.value), min, max, pattern, enum: values },
  });
  for (const child of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) {
    collect(child, model, shapes);
  }
}

const reference = (given: ShapeReference | undefined): ShapeReference | undefined =>
  given && { shape: given.shape };
