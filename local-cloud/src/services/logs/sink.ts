import type { StoreScope } from '../../core/store.ts';
import { recordEmbeddedMetrics } from '../cloudwatch/sink.ts';
import type { StoredEvent } from './kept-events.ts';
import { logStore } from './store.ts';

/** Where a service writes the log events of what it runs. Synchronous: once written, an event can be read. */
export interface LogSink {
  hasGroup(logGroupName: string): boolean;
  /** `timestamp` in milliseconds since 1970. Log group and stream are created where they are missing. */
  write(event: { logGroupName: string; logStreamName: string; timestamp: number; message: string }): void;
}

/** The sink of one region, as Lambda's own agent is on AWS: it goes by none of PutLogEvents' limits. */
export function logSink(scope: StoreScope): LogSink {
  const store = logStore(scope);
  return {
    hasGroup: (logGroupName) => store.groups.has(logGroupName),
    write({ logGroupName, logStreamName, timestamp, message }) {
      const group = store.groups.get(logGroupName) ?? store.addGroup(logGroupName);
      const stream = group.streams.get(logStreamName) ?? group.addStream(logStreamName);
      const event = stream.append(timestamp, message);
      recordEmbeddedMetrics(scope, message);
      tellOfEvent(event, logGroupName, logStreamName, scope);
    },
  };
}

/** Tells whoever follows logs of an event that was written. */
export function tellOfEvent(
  { id: eventId, timestamp, message }: StoredEvent,
  logGroupName: string,
  logStreamName: string,
  { cloud, region }: StoreScope,
): void {
  if (cloud.events.listenerCount('logged') === 0) return;
  cloud.events.emit('logged', { region, logGroupName, logStreamName, eventId, timestamp, message });
}
