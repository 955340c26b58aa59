import type { OperationContext } from '../../protocols/operation.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { Blob } from './blobs.ts';
import { BodyDigests } from './body-digests.ts';
import { incompleteBody, missingContentLength, S3Error } from './errors.ts';
import { requestHeader } from './request-header.ts';
import { bucketStore } from './store.ts';
import type { Checksum, ChecksumAlgorithm } from './types.ts';

/** The most one PUT may bring: 5 GiB. */
const MAX_BYTES = 5 * 1024 ** 3;

export interface ReceivedBody {
  readonly blob: Blob;
  /** The MD5 in hexadecimal. */
  readonly etag: string;
  readonly checksum: Checksum;
  readonly algorithmChosen: boolean;
}

/**
 * Streams a request's body into a file, without the framing it may come in, and checks what its headers promise.
 *
 * @throws AwsError BadDigest, IncompleteBody, EntityTooLarge (400) and others; then nothing is kept
 */
export async function receiveBody(
  context: OperationContext,
  algorithm?: ChecksumAlgorithm,
): Promise<ReceivedBody> {
  const header = (name: string) => requestHeader(context, name);
  const length = announcedLength(header);
  if (length > MAX_BYTES) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      members: { ProposedSize: length, MaxSizeAllowed: MAX_BYTES },
    });
  }
  const digests = new BodyDigests(header, algorithm);
  const trailers = new Map<string, string>();
  const raw: AsyncIterable<Buffer> = context.request!.raw;
  const source = isAwsChunked(header) ? decodeAwsChunked(raw, trailers) : raw;
  let size = 0;
  async function* observed(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      digests.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const blob = await bucketStore(context).blobs.write(observed(), () => {
    if (size !== length) throw incompleteBody();
    digests.verify(trailers);
  });
  return { blob, etag: digests.md5, checksum: digests.checksum, algorithmChosen: digests.chosen };
}

function isAwsChunked(header: (name: string) => string | undefined): boolean {
  return (
    (header('x-amz-content-sha256') ?? '').startsWith('STREAMING-') ||
    (header('content-encoding') ?? '').split(',').some((encoding) => encoding.trim() === 'aws-chunked')
  );
}

/** S3 wants to know the size beforehand: that of the object, where the body is framed. */
function announcedLength(header: (name: string) => string | undefined): number {
  const length = isAwsChunked(header) ? header('x-amz-decoded-content-length') : header('content-length');
  if (length === undefined || !/^\d+$/.test(length)) throw missingContentLength();
  return Number(length);
}
