import { Writable } from 'node:stream';

const HTTP_INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';

/**
 * What a handler made by `awslambda.streamifyResponse` writes to. The answer is collected and handed over
 * when the stream ends: a caller sees the same bytes, later.
 */
export class ResponseStream extends Writable {
  /** @type {Buffer[]} */
  chunks = [];
  contentType = 'application/octet-stream';
  /**
   * Written before the function's first byte: the JSON prelude of an HTTP answer.
   * @type {Buffer | undefined}
   */
  prelude;

  /** @param {string} contentType */
  setContentType(contentType) {
    this.contentType = contentType;
  }

  /**
   * @override
   * @param {Buffer | string} chunk
   * @param {BufferEncoding} encoding
   * @param {(error?: Error | null) => void} done
   */
  _write(chunk, encoding, done) {
    this.chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk));
    done();
  }

  /** @returns {Buffer} */
  collected() {
    return Buffer.concat(this.prelude === undefined ? this.chunks : [this.prelude, ...this.chunks]);
  }
}

/**
 * The global that Lambda gives to Node.js functions.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export const awslambda = {
  /**
   * @param {import('./invocation.mjs').Handler} handler
   * @returns {import('./invocation.mjs').Handler}
   */
  streamifyResponse(handler) {
    Object.assign(handler, { [STREAMING]: 'response' });
    return handler;
  },
  HttpResponseStream: {
    /**
     * @param {ResponseStream} stream
     * @param {unknown} prelude status code, headers and cookies
     */
    from(stream, prelude) {
      stream.setContentType(HTTP_INTEGRATION_RESPONSE);
      // Eight null bytes part the prelude from the body.
      stream.prelude = Buffer.concat([Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8)]);
      return stream;
    },
  },
};

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/** @param {import('./invocation.mjs').Handler} handler */
export function isStreaming(handler) {
  return (
    /** @type {{ [STREAMING]?: unknown }} */ (/** @type {unknown} */ (handler))[STREAMING] === 'response'
  );
}
