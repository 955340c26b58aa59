/**
 * What the runtime client and the pool agree on about file descriptor 1. Standard output and standard error
 * of an environment are ONE pipe, so that lines keep the order they were written in; entries that must stay
 * whole (a console call of many lines) and the end of an invocation are frames inside it: 4 bytes magic, 1
 * byte kind, 4 bytes length, 8 bytes milliseconds since 1970 (all big-endian), then UTF-8 text.
 */
export const FRAME_MAGIC = Buffer.from([0xa5, 0x5a, 0x00, 0x03]);
export const FRAME_HEADER_BYTES = 17;
export const FRAME_LOG = 1;
/**
 * Text: `<request id> <largest resident set so far, in KB>`, and after a line break the answer where it is small: it takes
 * neither a request nor a reply then. Everything written before belongs to that invocation.
 */
export const FRAME_END_OF_INVOCATION = 2;
/**
 * Bytes of an answer that may come within a frame: what others write to the pipe can't come between so few.
 * https://man7.org/linux/man-pages/man7/pipe.7.html
 */
export const MAX_FRAMED_ANSWER_BYTES = (process.platform === 'linux' ? 4096 : 512) - 128;
/**
 * The last word of a process that ends before its answer could leave the usual way. The Runtime API's connection can't
 * carry it: an answer would have to be waited for while the function's code runs on. Text: a `LastWord` as JSON.
 */
export const FRAME_LAST_WORD = 3;

/**
 * @typedef {object} LastWord
 * @property {'response' | 'error' | 'init-error' | 'idle'} kind `idle`: no invocation was under way
 * @property {string} [requestId]
 * @property {string} [payload] JSON
 * @property {string} [errorType]
 */

/**
 * @param {number} kind
 * @param {string} text
 * @returns {Buffer}
 */
export function encodeFrame(kind, text) {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + length);
  FRAME_MAGIC.copy(frame, 0);
  frame[4] = kind;
  frame.writeUInt32BE(length, 5);
  frame.writeDoubleBE(Date.now(), 9);
  frame.write(text, FRAME_HEADER_BYTES);
  return frame;
}
