import { AwsError } from '../core/aws-error.ts';
import type { OperationContext } from '../protocols/operation.ts';
import type { JsonObject } from './json.ts';
import type { ResourceSchema } from './schema.ts';

/** A resource as CloudFormation sees it after creating or updating it. */
export interface ResourceState {
  /** What `Ref` answers, unless the type says otherwise, and what the other operations are given. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` answers, by attribute name (nested ones with a dot). */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a resource type's operations know besides the properties. */
export interface ResourceContext extends OperationContext {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** The stack's tags, `aws:cloudformation:*` included, for resources that can carry tags. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** `stack-logical-SUFFIX` within `maxLength`, as CloudFormation names what the template leaves nameless. */
  generateName(options?: { maxLength?: number; lowerCase?: boolean }): string;
  /** Aborted when the stack operation is cancelled or the cloud closes: for types that wait for something. */
  readonly signal?: AbortSignal;
}

/** Something that a declaration asks for and local-cloud lacks, beyond whole properties. */
export interface Limit {
  /** In words: `the runtime python3.12`. */
  readonly what: string;
  /** The properties without it; absent where a resource without it would be of no use. */
  readonly rest?: JsonObject;
}

/**
 * One CloudFormation resource type. It calls its service's public operations, as CloudFormation does; it never touches
 * the service's store. What properties and attributes there are, which are required and which replace, is the schema's.
 * Properties arrive with all intrinsic functions resolved, checked, and with the schema's types.
 */
export interface ResourceType<Properties> {
  /** `AWS::Lambda::Function` */
  readonly type: string;
  /** Its schema, where AWS publishes none. */
  readonly schema?: ResourceSchema;
  /** Properties that have their effect. Any that the schema has and that is in neither list is refused by name. */
  readonly properties: readonly (keyof Properties & string)[];
  /** Likewise the members of the schema's definitions, by the definition's name. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** Properties, and members as `Definition.Member`, that are accepted without effect: shown in the coverage table. */
  readonly inert?: readonly string[];
  /** Properties that are needed here, though AWS has another way, which is lacking. */
  readonly alsoRequired?: readonly (keyof Properties & string)[];
  /** Properties whose change replaces the resource though the schema does not have it so. */
  readonly alsoReplaceOn?: readonly (keyof Properties & string)[];
  /** Properties whose change from these to those replaces the resource, of those that don't always. */
  replacesSometimes?(properties: Properties, previous: Properties): readonly string[];
  /** The property that names the resource; one that is named in its template is not replaced under its name. */
  readonly nameProperty?: keyof Properties & string;
  /** Whether CloudFormation says such a name as JSON, by its property. */
  readonly identifiedByPointer?: boolean;
  create(properties: Properties, context: ResourceContext): Promise<ResourceState>;
  /**
   * Finds what `create` made for this resource of this stack: for types whose resources are kept by another service's own
   * means, and so perhaps without the stack having been told when the cloud ended.
   */
  findCreated?(context: ResourceContext): Promise<ResourceState | undefined>;
  /** What the resource is now: for types that a start of the cloud may have had to change, as a port was somebody else's. */
  current?(state: ResourceState, properties: Properties, context: ResourceContext): ResourceState;
  /** Called with a change that needs no replacement; types all of whose properties replace have none. */
  update?(
    state: ResourceState,
    properties: Properties,
    previous: Properties,
    context: ResourceContext,
  ): Promise<ResourceState>;
  /** Succeeds where the resource is gone already. */
  delete(state: ResourceState, properties: Properties, context: ResourceContext): Promise<void>;
  /** The first thing that properties ask for and that can't be done; called before functions in them are evaluated. */
  limit?(properties: JsonObject): Limit | undefined;
  /** What `Ref` answers where that is not the physical id. */
  ref?(state: ResourceState): string;
}

/** A resource type whatever its properties, for tables of them. */
// biome-ignore lint/suspicious/noExplicitAny: property shapes differ by type, and methods take them as parameters
export type AnyResourceType = ResourceType<any>;

/** A failure in a resource handler's own words, which its event tells as they are. */
export const handlerError = (message: string): AwsError => new AwsError('HandlerError', message);
