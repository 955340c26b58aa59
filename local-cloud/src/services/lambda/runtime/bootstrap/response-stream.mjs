import http from 'node:http';
import { Writable } from 'node:stream';
import { toErrorDocument } from './errors.mjs';

const HTTP_INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';
const ERROR_TYPE = 'Lambda-Runtime-Function-Error-Type';
const ERROR_BODY = 'Lambda-Runtime-Function-Error-Body';

/** The connection of a stream is its own: the client's other one waits for the next event. */
const agent = new http.Agent({ keepAlive: true });

/**
 * What a handler made by `awslambda.streamifyResponse` writes to: the body of a request to the Runtime API, which begins
 * with the first byte. `write` answers false, and `drain` comes, as the caller reads.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
 */
export class ResponseStream extends Writable {
  contentType = 'application/octet-stream';
  /**
   * Written before the function's first byte: the JSON prelude of an HTTP answer.
   * @type {Buffer | undefined}
   */
  prelude;
  /** @type {http.ClientRequest | undefined} */
  #request;
  #written = false;

  /** @param {string} url of the invocation's response */
  constructor(url) {
    super();
    this.url = url;
  }

  /** Whether something has left already. */
  get hasBegun() {
    return this.#request !== undefined;
  }

  /** @param {string} contentType */
  setContentType(contentType) {
    this.contentType = contentType;
  }

  /**
   * The prelude goes before what `write` writes, and only that, as in Lambda's own client: a stream that is ended with its
   * first bytes, or with none, has lost it.
   * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/97
   *
   * @override
   * @param {unknown} [chunk]
   * @param {BufferEncoding | (() => void)} [encoding]
   * @param {() => void} [callback]
   */
  end(chunk, encoding, callback) {
    if (!this.#written) this.prelude = undefined;
    return super.end(chunk, /** @type {BufferEncoding} */ (encoding), callback);
  }

  /**
   * @override
   * @param {unknown} chunk
   * @param {BufferEncoding | ((error: Error | null | undefined) => void)} [encoding]
   * @param {(error: Error | null | undefined) => void} [callback]
   */
  write(chunk, encoding, callback) {
    this.#written = true;
    return super.write(chunk, /** @type {BufferEncoding} */ (encoding), callback);
  }

  /**
   * @override
   * @param {Buffer | string} chunk
   * @param {BufferEncoding} encoding
   * @param {(error?: Error | null) => void} done
   */
  _write(chunk, encoding, done) {
    const request = this.#begin();
    if (request.write(chunk, encoding)) done();
    else request.once('drain', done);
  }

  /**
   * @override
   * @param {(error?: Error | null) => void} done
   */
  _final(done) {
    this.#begin().end(done);
  }

  /** @param {unknown} prelude status code, headers and cookies */
  withPrelude(prelude) {
    this.setContentType(HTTP_INTEGRATION_RESPONSE);
    // Eight null bytes part the prelude from the body.
    this.prelude = Buffer.concat([Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8)]);
    return this;
  }

  /** Ends a stream that has begun with an error, after the bytes that are out. @param {unknown} error */
  breakOff(error) {
    const document = toErrorDocument(error);
    const request = this.#begin();
    request.addTrailers({
      // Header values are Latin-1 and one line; error names are whatever a function chose.
      [ERROR_TYPE]: document.errorType.replace(/[^\x20-\x7e]/g, '?'),
      [ERROR_BODY]: Buffer.from(JSON.stringify(document)).toString('base64'),
    });
    request.end();
  }

  #begin() {
    if (this.#request) return this.#request;
    const request = http.request(this.url, {
      agent,
      method: 'POST',
      headers: {
        'Content-Type': this.contentType,
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        'Transfer-Encoding': 'chunked',
        Trailer: `${ERROR_TYPE}, ${ERROR_BODY}`,
      },
    });
    this.#request = request;
    // Nobody is there any more: the process is about to end.
    request.on('error', () => {});
    request.on('response', (response) => response.resume());
    if (this.prelude) request.write(this.prelude);
    return request;
  }
}
