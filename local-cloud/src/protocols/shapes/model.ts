/** AWS's description of a service, as botocore carries it: what `models/` keeps of it. */
export interface ServiceModel {
  readonly metadata: {
    readonly targetPrefix?: string;
    readonly apiVersion: string;
    /** Of services whose operations are told by method and path: only these need their bindings. */
    readonly protocol?: string;
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly http?: HttpBinding;
  /** Members of the input that the operation neither uses nor takes without effect. */
  readonly refused?: readonly string[];
}

export interface HttpBinding {
  readonly method: string;
  /** `/functions/{FunctionName}/code`; `{Key+}` takes the rest of a path, `?uploads` tells operations apart. */
  readonly requestUri: string;
  readonly responseCode?: number;
}

export interface ShapeReference {
  readonly shape: string;
  /** Where a member of an input or output is, when it isn't in the body. */
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  /** What the member, or a list's element, is called on the wire. */
  readonly locationName?: string;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
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
  /** Violations are told without the value. */
  readonly sensitive?: boolean;
  /** The member that is the whole body. */
  readonly payload?: string;
  readonly flattened?: boolean;
  /** Of a structure, whose element tells it. */
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
  readonly timestampFormat?: 'iso8601' | 'rfc822' | 'unixTimestamp';
}

/** What a service's own answers differ in from what its model says. */
export interface Dialect {
  /** Shapes that the service reads itself, e.g. attribute values. */
  readonly opaque?: readonly string[];
  /** Whether lists of texts and the keys of maps are told of as a whole: `Member must satisfy constraint: […]`. */
  readonly whole?: boolean;
  /** Whether places in a body begin with its name: `putIntegrationInput.type`. */
  readonly inputNames?: boolean;
  /** The order in which the service lists a shape's enum values, where it is not the model's. */
  readonly enumOrder?: Readonly<Record<string, readonly string[]>>;
  /** Members (`QueryInput$Limit`) whose violations are told without the value, under the members' own names. */
  readonly unquoted?: readonly string[];
  /** Constraints the service has replaced by others, or by checks of its own: by shape, or by member (`Shape$Member`). */
  readonly overrides?: Readonly<Record<string, Partial<Shape>>>;
  /** The package of the service's Java types, which its SerializationException texts name. */
  readonly javaPackage?: string;
}
