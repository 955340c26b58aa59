/** What a value of a template is like. */
export type Shape =
  /** `json` is a document whose members nobody tells: an object, a list or its text. */
  | {
      readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'json';
      readonly enum?: readonly (string | number)[];
    }
  | { readonly list: Shape }
  | { readonly map: Shape }
  /** The name of a definition. */
  | { readonly ref: string }
  | { readonly any: readonly Shape[] };

export interface ObjectShape {
  readonly properties: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

/** A resource type's properties and attributes, as CloudFormation's registry has them. */
export interface ResourceSchema extends ObjectShape {
  /** Properties whose change makes a new resource. */
  readonly createOnly?: readonly string[];
  /** What `Fn::GetAtt` answers; nested ones with a dot. */
  readonly readOnly?: readonly string[];
  readonly definitions?: Readonly<Record<string, ObjectShape>>;
}
