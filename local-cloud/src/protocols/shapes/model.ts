/** AWS's description of a service, as botocore carries it: what `models/` keeps of it. */
export interface ServiceModel {
  readonly metadata: { readonly targetPrefix?: string; readonly apiVersion: string };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
}

export interface ShapeReference {
  readonly shape: string;
}

/** A type of the model with its constraints; `min` and `max` count characters, members, or the number itself. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly required?: readonly string[];
  readonly member?: ShapeReference;
  readonly key?: ShapeReference;
  readonly value?: ShapeReference;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

/** What a service's own answers differ in from what its model says. */
export interface Dialect {
  /** Shapes that the service reads itself, e.g. attribute values. */
  readonly opaque?: readonly string[];
  /** The order in which the service lists a shape's enum values, where it is not the model's. */
  readonly enumOrder?: Readonly<Record<string, readonly string[]>>;
  /** Members (`QueryInput$Limit`) whose violations are told without the value, under the members' own names. */
  readonly unquoted?: readonly string[];
  /** Constraints the service has replaced by checks of its own, by shape. */
  readonly overrides?: Readonly<Record<string, Partial<Shape>>>;
  /** The package of the service's Java types, which its SerializationException texts name. */
  readonly javaPackage?: string;
}
