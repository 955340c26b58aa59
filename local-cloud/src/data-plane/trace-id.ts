import { hex } from '../core/ids.ts';

/**
 * A new X-Ray trace header; not sampled, as X-Ray is not here.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function newTraceId(): string {
  const random = hex(40);
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${random.slice(0, 24)};Parent=${random.slice(24)};Sampled=0`;
}

/** What an answer tells of the trace: its root, without the segment. */
export const rootOf = (traceId: string): string => traceId.replace(/;?Parent=[^;]*/, '');

/** Random once, then counted: ids of segments have to differ, and one is made for every invocation. */
const FIRST = Number.parseInt(hex(12), 16);
let segments = 0;

/** A new id of a segment: 16 hexadecimal characters. */
export function newSegmentId(): string {
  segments += 1;
  return (FIRST + segments).toString(16).padStart(16, '0');
}

/** The header for what a segment asks for: that it is the parent. */
export function asParent(segmentId: string, traceId: string): string {
  const parent = `Parent=${segmentId}`;
  if (traceId.includes('Parent=')) return traceId.replace(/Parent=[^;]*/, parent);
  return traceId.replace(/^[^;]*/, (root) => `${root};${parent}`);
}
