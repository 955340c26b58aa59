import { hex } from '../../../core/ids.ts';

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
