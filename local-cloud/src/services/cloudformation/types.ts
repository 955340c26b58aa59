import type {
  Change,
  OnStackFailure,
  RollbackConfiguration,
  StackStatus,
} from '@aws-sdk/client-cloudformation';
import type { JsonObject } from '../../resources/json.ts';
import type { ResourceState } from '../../resources/resource-type.ts';
import type { Graph } from './template/dependencies.ts';
import type { DeletionPolicy, ResourceDeclaration, Template } from './template/template.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What a stack is meant to be: a template with its parameter values, and how it was asked for. Never changed. */
export interface Revision {
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, string>;
  readonly conditions: ReadonlyMap<string, boolean>;
  /** The resources whose conditions hold. */
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly dependencies: Graph;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly roleArn?: string;
  readonly rollbackConfiguration?: RollbackConfiguration;
}

export type ResourceStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'FAILED' | 'COMPLETE'}`
  | 'DELETE_SKIPPED';

/** A resource of a stack, as it is; replaced as a whole when it changes. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason?: string;
  readonly updated: Date;
  /** Absent while it is being created, and where creating it failed. */
  readonly state?: ResourceState;
  /** As they were given to the resource type: all functions evaluated. */
  readonly properties: JsonObject;
  /** The properties that a failed update may have set in part. */
  readonly attempted?: JsonObject;
  readonly deletionPolicy: DeletionPolicy;
  readonly updateReplacePolicy: DeletionPolicy;
  readonly metadata?: string;
}

export interface StackEvent {
  readonly id: string;
  readonly timestamp: Date;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** JSON text. */
  readonly properties?: string;
  readonly token?: string;
}

export interface Output {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description?: string;
  readonly created: Date;
  readonly revision: Revision;
  readonly changes: readonly Change[];
  /** The same with the properties' values, before and after. */
  readonly changesWithValues: readonly Change[];
  readonly onStackFailure?: OnStackFailure;
  readonly includeNestedStacks: boolean;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  /** What values could not be told. */
  readonly warning?: string;
  executionStatus:
    | 'AVAILABLE'
    | 'UNAVAILABLE'
    | 'OBSOLETE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED';
}

/** A physical resource that has to go. */
export interface Doomed {
  readonly resource: StackResource & { readonly state: ResourceState };
  /** The policy that counts: DeletionPolicy or UpdateReplacePolicy. */
  readonly policy: string;
  /** Whether a successor is in its place in the stack. */
  readonly old?: boolean;
  /** Whether the resource is then no longer part of the stack. */
  readonly forget?: boolean;
}

/** What an update has done, to clean up after it or to undo it. */
export interface Journal {
  readonly before: Revision;
  readonly after: Revision;
  readonly outputs: readonly Output[];
  readonly imports: ReadonlySet<string>;
  /** Every resource as it was when the update began. */
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly touched: Map<string, 'created' | 'updated' | 'replaced' | 'refused'>;
  /** What has no place in the stack any more, whether the update succeeds or not. */
  readonly doomed: Doomed[];
}

/** An operation that is under way. */
export interface StackRun {
  /** Asks it to stop; it ends as a failed operation does, with this reason. */
  cancel(reason: string): void;
  readonly finished: Promise<void>;
}

/** What an operation under way needs to be undone, or gone on with, by a cloud that finds it half-done. */
export interface Undertaking {
  readonly onFailure?: OnStackFailure;
  readonly retainExceptOnCreate?: boolean;
  /** Of an update. */
  readonly journal?: Journal;
  /** Of a deletion. */
  readonly retain?: ReadonlySet<string>;
  readonly force?: boolean;
}

export interface Stack {
  /** Called with every event, which it saves with all that led to it; and for whoever shows progress. */
  readonly announce: (event: StackEvent) => void;
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  updated?: Date;
  deleted?: Date;
  /** When a deletion or the rollback of a creation began. */
  deletionBegan?: Date;
  status: StackStatus;
  reason?: string;
  /** Absent until a first operation has begun (REVIEW_IN_PROGRESS). */
  revision?: Revision;
  resources: Map<string, StackResource>;
  outputs: readonly Output[];
  /** The exports of other stacks that this one uses. */
  imports: ReadonlySet<string>;
  /** Oldest first. */
  readonly events: StackEvent[];
  /** How many events there were before these. */
  forgottenEvents: number;
  /** By id, oldest first; those that were executed, too. */
  readonly changeSets: Map<string, ChangeSet>;
  /** The change set that was executed last. */
  changeSetId?: string;
  /** Client request tokens, and the operation each was for. */
  readonly tokens: Map<string, string>;
  terminationProtection: boolean;
  disableRollback: boolean;
  timeoutInMinutes?: number;
  policy?: string;
  run?: StackRun;
  /** There as long as a run is. */
  undertaking?: Undertaking;
  /** Kept after UPDATE_FAILED for the next update, after UPDATE_ROLLBACK_FAILED for ContinueUpdateRollback. */
  journal?: Journal;
}
