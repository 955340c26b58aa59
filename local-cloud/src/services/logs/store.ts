import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import { arn } from '../../core/arn.ts';
import type { Collection } from '../../core/records/collection.ts';
import { collection, defineStore, type StoreScope } from '../../core/store.ts';
import { resourceNotFound } from './errors.ts';
import { KeptEvents } from './kept-events.ts';
import { LogStream } from './log-stream.ts';

/** What a group keeps; the oldest give way. AWS has no limit. */
export const MAX_STREAMS = 1000;

/** What there is of a group besides its streams. */
export interface GroupFacts {
  readonly logGroupClass: LogGroupClass;
  readonly creationTime: number;
  readonly tags: Map<string, string>;
  readonly retentionInDays: number | undefined;
  readonly kmsKeyId: string | undefined;
  readonly deletionProtected: boolean;
}

export class LogGroup implements GroupFacts {
  readonly name: string;
  /** Without the `:*` that CloudWatch Logs appends in most places. */
  readonly arn: string;
  readonly logGroupClass: LogGroupClass;
  readonly creationTime: number = Date.now();
  readonly streams: Collection<LogStream>;
  readonly tags: GroupFacts['tags'] = new Map();
  retentionInDays: number | undefined;
  kmsKeyId: string | undefined;
  deletionProtected = false;
  readonly #scope: StoreScope;

  constructor(name: string, logGroupClass: LogGroupClass, scope: StoreScope) {
    const { cloud, region } = scope;
    this.name = name;
    this.arn = arn('logs', { region, accountId: cloud.accountId }, `log-group:${name}`);
    this.logGroupClass = logGroupClass;
    this.#scope = scope;
    this.streams = collection(cloud, ['logs', region, `streams/${name}`], {
      pack: (stream) => stream.facts,
      unpack: (facts, _, stream) => Object.assign(this.#newStream(stream), facts),
    });
  }

  get facts(): GroupFacts {
    const { logGroupClass, creationTime, tags, retentionInDays, kmsKeyId, deletionProtected } = this;
    return { logGroupClass, creationTime, tags, retentionInDays, kmsKeyId, deletionProtected };
  }

  /** @throws AwsError ResourceNotFoundException */
  stream(name: string): LogStream {
    const stream = this.streams.get(name);
    if (!stream) throw resourceNotFound('log stream');
    return stream;
  }

  addStream(name: string): LogStream {
    const stream = this.#newStream(name);
    this.streams.set(name, stream);
    // Every execution environment begins a stream, which would pile up in a folder from start to start.
    const [oldest] = this.streams.size > MAX_STREAMS ? this.streams.peekAll() : [];
    if (oldest) this.removeStream(oldest);
    return stream;
  }

  removeStream({ name }: LogStream): void {
    this.streams.get(name)?.remove();
    this.streams.delete(name);
  }

  #newStream(name: string): LogStream {
    const { cloud, region } = this.#scope;
    const space = cloud.store.space(`logs/${region}/events/${this.name}`);
    const kept = cloud.records.isKept ? new KeptEvents(cloud.records, space, name) : undefined;
    return new LogStream(name, `${this.arn}:log-stream:${name}`, kept);
  }

  /** The time before which events are expired, in milliseconds since 1970. */
  get expiry(): number {
    return this.retentionInDays === undefined ? 0 : Date.now() - this.retentionInDays * 86_400_000;
  }
}

/** The log groups of one region. */
export class LogStore {
  readonly groups: Collection<LogGroup>;
  readonly #scope: StoreScope;

  constructor(scope: StoreScope) {
    this.#scope = scope;
    this.groups = collection(scope.cloud, ['logs', scope.region, 'groups'], {
      pack: (group) => group.facts,
      unpack: (data, _, name) => {
        const { logGroupClass, ...facts } = data as GroupFacts;
        return Object.assign(new LogGroup(name, logGroupClass, scope), facts);
      },
    });
  }

  /** @throws AwsError ResourceNotFoundException */
  group(name: string): LogGroup {
    const group = this.groups.get(name);
    if (!group) throw resourceNotFound('log group');
    return group;
  }

  addGroup(name: string, logGroupClass: LogGroupClass = 'STANDARD'): LogGroup {
    const group = new LogGroup(name, logGroupClass, this.#scope);
    this.groups.set(name, group);
    return group;
  }

  removeGroup(group: LogGroup): void {
    for (const stream of group.streams.values()) group.removeStream(stream);
    this.groups.delete(group.name);
  }
}

export const logStore = defineStore('logs', (scope) => new LogStore(scope));
