import { S3Error } from './errors.ts';

/** Bytes of an object, both ends inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range of a `Range: bytes=…` header. Like S3, answers nothing, which means the whole object, for several ranges
 * and for what is no range.
 *
 * @throws AwsError InvalidRange (416)
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (header === undefined || first === undefined || last === undefined || (first === '' && last === '')) {
    return undefined;
  }
  const suffix = first === '';
  const start = suffix ? Math.max(size - Number(last), 0) : Number(first);
  const end = suffix || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (!suffix && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || (suffix && Number(last) === 0)) {
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      members: { RangeRequested: header, ActualObjectSize: size },
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  return { start, end };
}
