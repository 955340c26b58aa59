import type { ApiRequest } from '../../http/api-request.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { WireDigests } from './body-digests.ts';
import { missingContentLength } from './errors.ts';

/** An object's bytes as a request brings them, without the framing they may come in. */
export class ObjectBody implements AsyncIterable<Buffer>, WireDigests {
  /** Headers that came after the body, by lower-case name: there once all of it was read. */
  readonly trailers = new Map<string, string>();
  readonly sha256: string | undefined;
  readonly trailer: string | undefined;
  readonly #request: ApiRequest;
  readonly #isChunked: boolean;

  constructor(request: ApiRequest) {
    this.#request = request;
    this.sha256 =
      request.header('x-amz-content-sha256') ?? request.query.get('x-amz-content-sha256') ?? undefined;
    this.trailer = request.header('x-amz-trailer')?.trim().toLowerCase();
    // An encoding that says so is no frame without the length of what is in it.
    this.#isChunked =
      this.sha256?.startsWith('STREAMING-') ||
      (isFramed(request.header('content-encoding')) &&
        request.header('x-amz-decoded-content-length') !== undefined);
  }

  /** How many bytes there are to be without the framing, where there is one. @throws AwsError MissingContentLength (411) */
  get decodedLength(): number | undefined {
    if (!this.#isChunked) return undefined;
    const length = this.#request.header('x-amz-decoded-content-length') ?? '';
    if (!/^\d+$/.test(length)) throw missingContentLength();
    return Number(length);
  }

  /** Whether only the end of the request tells where the body ends. */
  get isOpenEnded(): boolean {
    return this.#request.header('transfer-encoding') !== undefined;
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    const { raw } = this.#request;
    return (this.#isChunked ? decodeAwsChunked(raw, this.trailers) : raw)[Symbol.asyncIterator]();
  }
}

const isFramed = (encoding: string | undefined): boolean =>
  encoding?.split(',').some((each) => each.trim() === 'aws-chunked') ?? false;
