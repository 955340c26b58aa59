import { writeSync } from 'node:fs';
import { format } from 'node:util';
import { encodeFrame, FRAME_END_OF_INVOCATION, FRAME_LAST_WORD, FRAME_LOG } from './frames.mjs';
import { peakMemoryKb } from './peak-memory.mjs';

/** The id that log lines carry; `undefined` during init, as Lambda prints it. @type {string | undefined} */
let currentRequestId;

/** @param {string} requestId */
export function setCurrentRequestId(requestId) {
  currentRequestId = requestId;
}

/**
 * Written synchronously: a line must survive a crash, an endless loop or a time-out that comes right after
 * it.
 * @param {Buffer} bytes
 */
function writeAll(bytes) {
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(1, bytes, offset);
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // The pipe is full: give its reader a moment instead of spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/**
 * @param {string} requestId
 * @param {string} [answer] JSON, of at most MAX_FRAMED_ANSWER_BYTES; missing where it takes the usual way
 */
export function markEndOfInvocation(requestId, answer) {
  const end = `${requestId} ${peakMemoryKb()}`;
  writeAll(encodeFrame(FRAME_END_OF_INVOCATION, answer === undefined ? end : `${end}\n${answer}`));
}

/** @param {import('./frames.mjs').LastWord} word */
export function sayLastWord(word) {
  writeAll(encodeFrame(FRAME_LAST_WORD, JSON.stringify(word)));
}

/**
 * @param {string} level
 * @param {unknown[]} params
 */
function log(level, params) {
  const text = format(...params);
  writeAll(encodeFrame(FRAME_LOG, `${new Date().toISOString()}\t${currentRequestId}\t${level}\t${text}\n`));
}

/**
 * Text format of Lambda's Node.js runtime: time, request id, level, message, separated by tabs.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function patchConsole() {
  const target = /** @type {Record<string, (...params: unknown[]) => void>} */ (
    /** @type {unknown} */ (globalThis.console)
  );
  target.log = target.info = (...params) => log('INFO', params);
  for (const level of ['trace', 'debug', 'warn', 'error', 'fatal']) {
    target[level] = (...params) => log(level.toUpperCase(), params);
  }
  sharePipe('stdout');
  sharePipe('stderr');
}

/**
 * Makes `process.stdout` and `process.stderr` write straight to the shared pipe. Their own pipe handles queue
 * what does not fit, which would put a line behind the end of its invocation. The streams are made when first
 * asked for: they are not free, and most functions only use console.
 * @param {'stdout' | 'stderr'} name
 */
function sharePipe(name) {
  const own = Object.getOwnPropertyDescriptor(process, name);
  /** @type {NodeJS.WriteStream | undefined} */
  let stream;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      if (stream === undefined) {
        stream = /** @type {NodeJS.WriteStream} */ (own?.get?.call(process));
        stream._write = (chunk, encoding, done) => {
          writeAll(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
          done();
        };
        stream._writev = undefined;
      }
      return stream;
    },
  });
}
