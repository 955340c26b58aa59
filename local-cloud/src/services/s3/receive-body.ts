import type { OperationContext } from '../../protocols/operation.ts';
import type { Blob } from './blobs.ts';
import { BodyDigests, type Digests } from './body-digests.ts';
import { headerNotImplemented, incompleteBody, missingContentLength, S3Error } from './errors.ts';
import { ObjectBody } from './object-body.ts';
import { bucketStore } from './store.ts';
import type { Checksum, ChecksumAlgorithm } from './types.ts';

/** The most one PUT may bring: 5 GiB. */
const MAX_BYTES = 5 * 1024 ** 3;

export interface ReceivedBody {
  readonly blob: Blob;
  /** The MD5 in hexadecimal. */
  readonly etag: string;
  readonly checksum: Checksum;
  /** Whether the request named its algorithm. */
  readonly isNamed: boolean;
}

/**
 * Streams a body into a file, and checks what the request promises of it.
 *
 * @param required the algorithm an upload was begun with
 * @throws AwsError BadDigest, IncompleteBody, EntityTooLarge (400) and others; then nothing is kept
 */
export async function receiveBody(
  input: Digests & { readonly Body?: unknown; readonly ContentLength?: number },
  context: OperationContext,
  required?: ChecksumAlgorithm,
): Promise<ReceivedBody> {
  const body = input.Body;
  if (!(body instanceof ObjectBody)) throw new TypeError('Only a request brings an object');
  // S3 wants to know it beforehand.
  const length = body.decodedLength ?? input.ContentLength;
  if (length === undefined) {
    throw body.isOpenEnded ? headerNotImplemented('Transfer-Encoding') : missingContentLength();
  }
  if (length > MAX_BYTES) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      members: { ProposedSize: length, MaxSizeAllowed: MAX_BYTES },
    });
  }
  const digests = new BodyDigests(input, body, required);
  const source: AsyncIterable<Buffer> = body;
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
    digests.verify();
  });
  return { blob, etag: digests.md5, checksum: digests.checksum, isNamed: digests.isNamed };
}
