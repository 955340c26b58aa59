import { arn } from '../../core/arn.ts';
import { uuid } from '../../core/ids.ts';
import { defineStore, type StoreScope } from '../../core/store.ts';
import type { OperationContext } from '../service.ts';
import { alreadyExists, stackMissing } from './errors.ts';
import type { Output, Stack } from './types.ts';

/** AWS keeps deleted stacks for 90 days; here the most recent ones stay. */
const DELETED_STACKS = 100;

/** The stacks of a region, and the operations that run on them. */
export class StackStore {
  readonly #stacks = new Map<string, Stack>();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor({ cloud }: StoreScope) {
    cloud.onClose(async () => {
      this.#closing.abort();
      await Promise.all(this.#running);
    });
  }

  /** Aborted when the cloud closes: nothing new may begin. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Keeps the cloud from closing under work that is under way. */
  track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  /** All stacks, deleted ones too, newest first. */
  all(): Stack[] {
    return [...this.#stacks.values()].reverse();
  }

  /** A stack by id (also a deleted one) or by name. */
  find(nameOrId: string): Stack | undefined {
    return (
      this.#stacks.get(nameOrId) ?? this.all().find((stack) => stack.name === nameOrId && !stack.deleted)
    );
  }

  /** @throws what `missing` makes, by default "Stack [X] does not exist" */
  require(nameOrId: string, missing: (name: string) => Error = stackMissing): Stack {
    const stack = this.find(nameOrId);
    if (!stack) throw missing(nameOrId);
    return stack;
  }

  /** A new stack that nothing has happened to yet. @throws AwsError AlreadyExistsException */
  create(name: string, context: OperationContext): Stack {
    if (this.find(name)) throw alreadyExists(`Stack [${name}] already exists`);
    const stack: Stack = {
      announce: ({ logicalId, type, status, reason }) => {
        const { region } = context;
        const progress = { stackName: name, region, logicalId, resourceType: type, status, reason };
        context.cloud.events.emit('stack', progress);
      },
      id: newStackId(name, context),
      name,
      created: new Date(),
      status: 'REVIEW_IN_PROGRESS',
      resources: new Map(),
      outputs: [],
      imports: new Set(),
      events: [],
      changeSets: new Map(),
      tokens: new Map(),
      terminationProtection: false,
      disableRollback: false,
    };
    this.#stacks.set(stack.id, stack);
    return stack;
  }

  /** Takes back a stack that could not even begin. */
  discard(stack: Stack): void {
    this.#stacks.delete(stack.id);
  }

  markDeleted(stack: Stack): void {
    stack.deleted = new Date();
    const deleted = [...this.#stacks.values()].filter((candidate) => candidate.deleted);
    for (const oldest of deleted.slice(0, -DELETED_STACKS)) this.#stacks.delete(oldest.id);
  }

  /** Every export of the region, with the stack it comes from. */
  exports(): Map<string, { stack: Stack; output: Output }> {
    const exports = new Map<string, { stack: Stack; output: Output }>();
    for (const stack of this.#stacks.values()) {
      if (stack.deleted) continue;
      for (const output of stack.outputs) {
        if (output.exportName !== undefined) exports.set(output.exportName, { stack, output });
      }
    }
    return exports;
  }

  /** The names of the stacks that use an export. */
  importers(exportName: string): string[] {
    return this.all()
      .filter((stack) => !stack.deleted && stack.imports.has(exportName))
      .map((stack) => stack.name);
  }
}

const newStackId = (name: string, context: OperationContext): string =>
  arn('cloudformation', context, `stack/${name}/${uuid()}`);

export const stackStore = defineStore('cloudformation', (scope) => new StackStore(scope));
