import type {
  OperationModel,
  ServiceModel,
  Shape,
  ShapeReference,
} from '../../local-cloud/src/protocols/shapes/model.ts';

/** For each operation that is implemented, the members of its input that it refuses. */
export type Implemented = ReadonlyMap<string, (model: ServiceModel) => readonly string[]>;

/**
 * A model with these operations and the shapes of their inputs and outputs, in alphabetical order. A service whose operations
 * are told by method and path keeps how all are told.
 */
export function trimModel(given: ServiceModel, operations: Implemented, form: Form = {}): ServiceModel {
  const model = form.wireNames ? byWireNames(given) : given;
  const { apiVersion, targetPrefix, protocol } = model.metadata;
  const isRest = protocol?.startsWith('rest-') ?? false;
  const shapes = new Map<string, Shape>();
  const kept = Object.keys(model.operations)
    .sort()
    .filter((name) => isRest || operations.has(name))
    .map((name): [string, OperationModel] => {
      const { input, output, http } = model.operations[name]!;
      const told = isRest && http ? { http: bindingOf(http) } : {};
      const refused = operations.get(name)?.(model);
      if (!refused) return [name, told];
      const wanted = { input: shapeOnly(input), output: form.inputsOnly ? undefined : shapeOnly(output) };
      for (const reference of Object.values(wanted)) collect(reference, model, shapes);
      return [name, { ...told, ...wanted, refused: refused.length > 0 ? refused : undefined }];
    });
  return {
    metadata: { apiVersion, targetPrefix, protocol: isRest ? protocol : undefined },
    operations: Object.fromEntries(kept),
    shapes: Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

export interface Form {
  /** Members by the names they have on the wire (`apiId`, where the SDK has `ApiId`). */
  readonly wireNames?: boolean;
  /** Of services that write their answers themselves. */
  readonly inputsOnly?: boolean;
}

/** A model whose members have the names they have on the wire (`apiId`, where the SDK has `ApiId`). */
function byWireNames(model: ServiceModel): ServiceModel {
  const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
  const shapes = Object.entries(model.shapes).map(([name, shape]): [string, Shape] => {
    if (!shape.members) return [name, shape];
    const members = Object.entries(shape.members).map(([member, { locationName, ...of }]) => {
      const named = locationName === lower(member) ? of : { ...of, locationName };
      return [lower(member), named] as const;
    });
    return [name, { ...shape, required: shape.required?.map(lower), members: Object.fromEntries(members) }];
  });
  return { ...model, shapes: Object.fromEntries(shapes) };
}

const bindingOf = ({ method, requestUri, responseCode }: NonNullable<OperationModel['http']>) => ({
  method,
  requestUri,
  responseCode,
});

function collect(from: ShapeReference | undefined, model: ServiceModel, shapes: Map<string, Shape>): void {
  if (!from || shapes.has(from.shape)) return;
  const shape = model.shapes[from.shape];
  if (!shape) throw new Error(`The model has no shape ${from.shape}`);
  const { type, required, min, max, pattern, enum: values } = shape;
  const { sensitive, payload, flattened, timestampFormat, xmlNamespace } = shape;
  const members = shape.members
    ? Object.fromEntries(Object.entries(shape.members).map(([name, member]) => [name, reference(member)!]))
    : undefined;
  shapes.set(from.shape, {
    ...{ type, required, members, member: reference(shape.member) },
    ...{ key: reference(shape.key), value: reference(shape.value), min, max, pattern, enum: values },
    ...{ sensitive, payload, flattened, timestampFormat, xmlNamespace },
  });
  for (const child of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) {
    collect(child, model, shapes);
  }
}

const shapeOnly = (given: ShapeReference | undefined): ShapeReference | undefined =>
  given && { shape: given.shape };

const reference = (given: ShapeReference | undefined): ShapeReference | undefined => {
  if (!given) return undefined;
  const { shape, location, locationName, flattened, xmlAttribute, xmlNamespace } = given;
  return { shape, location, locationName, flattened, xmlAttribute, xmlNamespace };
};
