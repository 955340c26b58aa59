import { arn } from '../../core/arn.ts';
import { uuid } from '../../core/ids.ts';
import type { Collection } from '../../core/records/collection.ts';
import { collection, defineStore, type StoreScope } from '../../core/store.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { alreadyExists, stackMissing } from './errors.ts';
import { stackPacking } from './packing.ts';
import type { Output, Stack } from './types.ts';

/** AWS keeps deleted stacks for 90 days; here the most recent ones stay. */
const DELETED_STACKS = 100;

/** The stacks of a region, and the operations that run on them. */
export class StackStore {
  readonly #stacks: Collection<Stack>;
  readonly #scope: StoreScope;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(scope: StoreScope) {
    const { cloud, region } = scope;
    this.#scope = scope;
    const packing = stackPacking((name) => this.#announcer(name));
    this.#stacks = collection(cloud, ['cloudformation', region, 'stacks'], packing);
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
    const byName = () =>
      [...this.#stacks.peekAll()].find((stack) => stack.name === nameOrId && !stack.deleted)?.id;
    const id = this.#stacks.has(nameOrId) ? nameOrId : byName();
    return id === undefined ? undefined : this.#stacks.get(id);
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
      announce: this.#announcer(name),
      id: newStackId(name, context),
      name,
      created: new Date(),
      status: 'REVIEW_IN_PROGRESS',
      resources: new Map(),
      outputs: [],
      imports: new Set(),
      events: [],
      forgottenEvents: 0,
      changeSets: new Map(),
      tokens: new Map(),
      terminationProtection: false,
      disableRollback: false,
    };
    this.#stacks.set(stack.id, stack);
    return stack;
  }

  /** Saves what has become of a stack, and what its running unit of work did to get there. */
  save({ id }: Stack): void {
    this.#stacks.get(id);
    this.#scope.cloud.records.commit();
  }

  #announcer(name: string): Stack['announce'] {
    const { cloud, region } = this.#scope;
    return ({ logicalId, type, status, reason }) => {
      const stack = this.find(name);
      if (stack) this.save(stack);
      const progress = { stackName: name, region, logicalId, resourceType: type, status, reason };
      cloud.events.emit('stack', progress);
    };
  }

  /** Takes back a stack that could not even begin. */
  discard(stack: Stack): void {
    this.#stacks.delete(stack.id);
  }

  markDeleted(stack: Stack): void {
    stack.deleted = new Date();
    const deleted = [...this.#stacks.peekAll()].filter((candidate) => candidate.deleted);
    for (const oldest of deleted.slice(0, -DELETED_STACKS)) this.#stacks.delete(oldest.id);
  }

  /** Every export of the region, with the stack it comes from. */
  exports(): Map<string, { stack: Stack; output: Output }> {
    const exports = new Map<string, { stack: Stack; output: Output }>();
    for (const stack of this.#stacks.peekAll()) {
      if (stack.deleted) continue;
      for (const output of stack.outputs) {
        if (output.exportName !== undefined) exports.set(output.exportName, { stack, output });
      }
    }
    return exports;
  }

  /** The names of the stacks that use an export. */
  importers(exportName: string): string[] {
    return [...this.#stacks.peekAll()]
      .reverse()
      .filter((stack) => !stack.deleted && stack.imports.has(exportName))
      .map((stack) => stack.name);
  }
}

const newStackId = (name: string, context: OperationContext): string =>
  arn('cloudformation', context, `stack/${name}/${uuid()}`);

export const stackStore = defineStore('cloudformation', (scope) => new StackStore(scope));
