import { incompleteBody, invalidRequest } from './errors.ts';

/** A chunk's header line is a size and a signature; anything longer is no chunk header. */
const MAX_LINE_BYTES = 8 * 1024;

/**
 * Takes the framing off an `aws-chunked` body as it streams: `SIZE;chunk-signature=…\r\n`, the bytes, `\r\n`, and after
 * the chunk of size 0 the trailing headers, which are put into `trailers` by lower-case name. Signatures are not
 * verified.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws AwsError IncompleteBody (400) where the body ends too early, InvalidRequest (400) where it has no framing
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let pending: Buffer = Buffer.alloc(0);
  let remaining = 0;
  let expecting: 'header' | 'data' | 'data-end' | 'trailer' | 'end' = 'header';

  for await (const chunk of source) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (expecting === 'data') {
        const piece = pending.subarray(0, remaining);
        pending = pending.subarray(piece.length);
        remaining -= piece.length;
        if (remaining === 0) expecting = 'data-end';
        yield piece;
        continue;
      }
      const end = pending.indexOf('\r\n');
      if (end < 0) {
        if (pending.length > MAX_LINE_BYTES) throw notChunked();
        break;
      }
      const line = pending.toString('latin1', 0, end);
      pending = pending.subarray(end + 2);
      if (expecting === 'header') {
        remaining = chunkSize(line);
        expecting = remaining === 0 ? 'trailer' : 'data';
      } else if (expecting === 'data-end') {
        if (line !== '') throw notChunked();
        expecting = 'header';
      } else if (expecting === 'trailer') {
        if (line === '') expecting = 'end';
        else addTrailer(line, trailers);
      }
    }
  }
  // Clients differ in whether an empty line follows the last trailer.
  if (expecting !== 'end' && expecting !== 'trailer') throw incompleteBody();
}

function chunkSize(line: string): number {
  const size = line.split(';')[0] ?? '';
  if (!/^[0-9a-f]{1,12}$/i.test(size)) throw notChunked();
  return Number.parseInt(size, 16);
}

function addTrailer(line: string, trailers: Map<string, string>): void {
  const colon = line.indexOf(':');
  if (colon < 1) throw notChunked();
  trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
}

const notChunked = () => invalidRequest('The request body is not framed as aws-chunked says.');
