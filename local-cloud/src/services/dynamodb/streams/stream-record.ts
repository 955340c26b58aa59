import { jsonBytes } from '../../../protocols/json-bytes.ts';
import type { ItemChange } from '../items/item-change.ts';
import { bytesOfPacked } from '../items/stored-item.ts';
import type { StreamRecord } from '../tables/record.ts';
import { itemSize } from '../values/index.ts';

/** What a stream record says beside the change itself. */
export interface RecordContext {
  readonly stream: StreamRecord;
  readonly region: string;
  readonly sequenceNumber: string;
  readonly eventId: string;
  /** ms since 1970 */
  readonly now: number;
}

/**
 * A change as GetRecords answers it: JSON in UTF-8, a character a byte, put together from the items' own.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
export function recordBytes(change: ItemChange, context: RecordContext): string {
  const { before, after, table } = change;
  const { viewType } = context.stream;
  const isNew = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const isOld = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const keys = table.key.pick((after ?? before)!.item);
  const size = itemSize(keys) + (isNew ? (after?.size ?? 0) : 0) + (isOld ? (before?.size ?? 0) : 0);
  const parts = [
    `"ApproximateCreationDateTime":${Math.floor(context.now / 1000)}`,
    `"Keys":${jsonBytes(keys)}`,
    ...(isNew && after ? [`"NewImage":${bytesOfPacked(after.packed)}`] : []),
    ...(isOld && before ? [`"OldImage":${bytesOfPacked(before.packed)}`] : []),
    `"SequenceNumber":"${context.sequenceNumber}"`,
    `"SizeBytes":${size}`,
    `"StreamViewType":"${viewType}"`,
  ];
  const name = !before ? 'INSERT' : after ? 'MODIFY' : 'REMOVE';
  const who = change.userIdentity ? `,"userIdentity":${jsonBytes(change.userIdentity)}` : '';
  return (
    `{"eventID":"${context.eventId}","eventName":"${name}","eventVersion":"1.1","eventSource":"aws:dynamodb",` +
    `"awsRegion":"${context.region}","dynamodb":{${parts.join(',')}}${who}}`
  );
}
