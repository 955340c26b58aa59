const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

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
     * @param {any} stream
     * @param {unknown} prelude status code, headers and cookies
     */
    from: (stream, prelude) => stream.withPrelude(prelude),
  },
};

/** @param {import('./invocation.mjs').Handler} handler */
export function isStreaming(handler) {
  return (
    /** @type {{ [STREAMING]?: unknown }} */ (/** @type {unknown} */ (handler))[STREAMING] === 'response'
  );
}
