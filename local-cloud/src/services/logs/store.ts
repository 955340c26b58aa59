import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import { arn } from '../../core/arn.ts';
import { defineStore, type StoreScope } from '../../core/store.ts';
import { resourceNotFound } from './errors.ts';
import { LogStream } from './log-stream.ts';

export class LogGroup {
  readonly name: string;
  /** Without the `:*` that CloudWatch Logs appends in most places. */
  readonly arn: string;
  readonly logGroupClass: LogGroupClass;
  readonly creationTime = Date.now();
  readonly streams = new Map<string, LogStream>();
  readonly tags = new Map<string, string>();
  retentionInDays: number | undefined;
  kmsKeyId: string | undefined;
  deletionProtected = false;

  constructor(name: string, groupArn: string, logGroupClass: LogGroupClass) {
    this.name = name;
    this.arn = groupArn;
    this.logGroupClass = logGroupClass;
  }

  /** @throws AwsError ResourceNotFoundException */
  stream(name: string): LogStream {
    const stream = this.streams.get(name);
    if (!stream) throw resourceNotFound('log stream');
    return stream;
  }

  addStream(name: string): LogStream {
    const stream = new LogStream(name, `${this.arn}:log-stream:${name}`);
    this.streams.set(name, stream);
    return stream;
  }

  /** The time before which events are expired, in milliseconds since 1970. */
  get expiry(): number {
    return this.retentionInDays === undefined ? 0 : Date.now() - this.retentionInDays * 86_400_000;
  }
}

/** The log groups of one region. */
export class LogStore {
  readonly groups = new Map<string, LogGroup>();
  readonly #scope: StoreScope;

  constructor(scope: StoreScope) {
    this.#scope = scope;
  }

  /** @throws AwsError ResourceNotFoundException */
  group(name: string): LogGroup {
    const group = this.groups.get(name);
    if (!group) throw resourceNotFound('log group');
    return group;
  }

  addGroup(name: string, logGroupClass: LogGroupClass = 'STANDARD'): LogGroup {
    const { region, cloud } = this.#scope;
    const groupArn = arn('logs', { region, accountId: cloud.accountId }, `log-group:${name}`);
    const group = new LogGroup(name, groupArn, logGroupClass);
    this.groups.set(name, group);
    return group;
  }
}

export const logStore = defineStore('logs', (scope) => new LogStore(scope));
