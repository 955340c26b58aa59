import { isStreaming } from './awslambda.mjs';
import { createContext, HAS_CALLBACKS } from './context.mjs';
import { logError, RuntimeError, toErrorDocument } from './errors.mjs';
import { MAX_FRAMED_ANSWER_BYTES } from './frames.mjs';
import { markEndOfInvocation, sayLastWord, setCurrentRequestId } from './output.mjs';

/**
 * @typedef {(...args: unknown[]) => unknown} Handler
 * @typedef {import('./runtime-api-client.mjs').RuntimeApiClient} RuntimeApiClient
 * @typedef {import('./runtime-api-client.mjs').Reply} Reply
 * @typedef {import('./frames.mjs').LastWord} LastWord
 */

/** What an event loop that runs empty means at the moment. @type {() => void} */
let onEmptyEventLoop = () => {};
process.on('beforeExit', () => onEmptyEventLoop());

let initialized = false;

/** The invocation under way, for errors that no handler caught. @type {string | undefined} */
let currentRequestId;

/** An answer that has not left yet. @type {LastWord | undefined} */
let held;

let stopped = false;

/**
 * For a process that is about to end: its last word leaves it, no further answer does, no event is taken. Called once or
 * more; the first call counts.
 * @param {unknown} [error] what nobody caught; missing where the function's code ends the process
 */
export function stopServing(error) {
  if (stopped) return;
  stopped = true;
  const requestId = currentRequestId;
  if (held) sayLastWord(held);
  else if (requestId === undefined && initialized) sayLastWord({ kind: 'idle' });
  else if (error !== undefined) {
    const document = toErrorDocument(error);
    const kind = initialized ? 'error' : 'init-error';
    sayLastWord({ kind, requestId, payload: JSON.stringify(document), errorType: document.errorType });
  }
}

/**
 * Takes events one after the other, for ever.
 * @param {RuntimeApiClient} client
 * @param {Handler} handler
 */
export function serve(client, handler) {
  const isAsync = handler.constructor.name === 'AsyncFunction';
  const run = isStreaming(handler) ? runStreaming : runBuffered;
  initialized = true;
  const takeNext = () => {
    onEmptyEventLoop = () => {};
    currentRequestId = undefined;
    void client.next().then((event) => run(client, handler, isAsync, event, takeNext));
  };
  takeNext();
}

/**
 * @param {Reply} event
 * @returns {string} the request id
 */
function begin(event) {
  const requestId = /** @type {string} */ (event.headers['lambda-runtime-aws-request-id']);
  currentRequestId = requestId;
  setCurrentRequestId(requestId);
  const trace = event.headers['lambda-runtime-trace-id'];
  if (trace === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = trace;
  return requestId;
}

/**
 * Lets an answer go, and the wait for the next event with it, after whatever the event loop's turn still brings: a promise
 * that the handler left behind is rejected before, and belongs to this invocation.
 * @param {LastWord & { requestId: string, payload: string }} word
 * @param {(() => void) | undefined} send undefined: with the mark that ends the invocation
 * @param {() => void} takeNext
 */
function letGo(word, send, takeNext) {
  held = word;
  setImmediate(() => {
    if (stopped) return;
    held = undefined;
    markEndOfInvocation(word.requestId, send ? undefined : word.payload);
    send?.();
    takeNext();
  });
}

/**
 * @param {RuntimeApiClient} client
 * @param {string} requestId
 * @param {unknown} error
 * @param {() => void} takeNext
 */
function fail(client, requestId, error, takeNext) {
  logError('Invoke Error', error);
  const document = toErrorDocument(error);
  const { errorType } = document;
  const word = {
    kind: /** @type {const} */ ('error'),
    requestId,
    payload: JSON.stringify(document),
    errorType,
  };
  letGo(word, () => void client.fail(requestId, document), takeNext);
}

/**
 * A handler answers by its promise, by the callback, or by `context.done`: the first of them counts. A
 * callback's answer waits for the event loop to run empty unless `context.callbackWaitsForEmptyEventLoop` is
 * false.
 * @param {RuntimeApiClient} client
 * @param {Handler} handler
 * @param {boolean} isAsync
 * @param {Reply} event
 * @param {() => void} takeNext
 */
function runBuffered(client, handler, isAsync, event, takeNext) {
  const requestId = begin(event);
  let settled = false;

  /**
   * @param {unknown} error
   * @param {unknown} result
   */
  const answer = (error, result) => {
    if (stopped) return;
    onEmptyEventLoop = () => {};
    let failure = error;
    if (failure === undefined || failure === null) {
      let payload;
      try {
        payload = JSON.stringify(result === undefined ? null : result) ?? 'null';
      } catch {
        failure = new Error('Unable to stringify response body');
      }
      const body = payload;
      if (body !== undefined) {
        const isSmall = Buffer.byteLength(body) <= MAX_FRAMED_ANSWER_BYTES;
        const send = isSmall ? undefined : () => void client.respond(requestId, body);
        letGo({ kind: 'response', requestId, payload: body }, send, takeNext);
      }
    }
    if (failure !== undefined && failure !== null) fail(client, requestId, failure, takeNext);
  };
  /**
   * @param {unknown} error
   * @param {unknown} [result]
   */
  const done = (error, result) => {
    if (settled) return;
    settled = true;
    answer(error, result);
  };
  /** @type {import('./context.mjs').Context | undefined} */
  let context;
  /**
   * @param {unknown} error
   * @param {unknown} [result]
   */
  const callback = (error, result) => {
    if (settled) return;
    settled = true;
    const failed = error !== undefined && error !== null;
    if (failed || context?.callbackWaitsForEmptyEventLoop === false) answer(error, result);
    else onEmptyEventLoop = () => answer(null, result);
  };
  // Nothing is left to wait for, and no answer came: an async handler's promise can never settle; any other
  // handler counts as having answered null.
  onEmptyEventLoop = () => done(isAsync ? neverSettled() : null, null);

  try {
    context = createContext(event.headers, done);
    const input = JSON.parse(event.body.toString());
    const result = HAS_CALLBACKS ? handler(input, context, callback) : handler(input, context);
    if (isThenable(result)) {
      result.then(
        (value) => done(null, value),
        (error) => done(error ?? 'handled'),
      );
    } else if (!HAS_CALLBACKS) {
      // What a synchronous handler returns is its answer, as there is no other way for it to give one.
      done(null, result);
    }
  } catch (error) {
    done(error ?? 'handled');
  }
}

/**
 * @param {RuntimeApiClient} client
 * @param {Handler} handler
 * @param {boolean} _isAsync
 * @param {Reply} event
 * @param {() => void} takeNext
 */
async function runStreaming(client, handler, _isAsync, event, takeNext) {
  const requestId = begin(event);
  // Few functions stream, and node:http is not free.
  const { ResponseStream } = await import('./response-stream.mjs');
  const stream = new ResponseStream(client.urlOf(requestId));
  let settled = false;
  /** @param {unknown} [error] */
  const finish = (error) => {
    if (settled || stopped) return;
    settled = true;
    if (error !== undefined && !stream.hasBegun) return fail(client, requestId, error, takeNext);
    if (error !== undefined) {
      logError('Invoke Error', error);
      stream.breakOff(error);
    }
    setImmediate(() => {
      if (stopped) return;
      markEndOfInvocation(requestId);
      takeNext();
    });
  };
  onEmptyEventLoop = () => finish(neverSettled());
  stream.on('error', finish);
  try {
    const { done, succeed, fail: _fail, ...context } = createContext(event.headers, () => {});
    const result = handler(JSON.parse(event.body.toString()), stream, context);
    if (!isThenable(result)) throw new Error('Streaming does not support non-async handlers.');
    if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
    if (!stream.writableEnded) throw new Error('Response stream is not finished.');
    if (stream.writableFinished) finish();
    else stream.once('finish', () => finish());
  } catch (error) {
    finish(error ?? 'handled');
  }
}

function neverSettled() {
  return new RuntimeError(
    'NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
  );
}

/**
 * @param {unknown} value
 * @returns {value is PromiseLike<unknown>}
 */
function isThenable(value) {
  return typeof (/** @type {{ then?: unknown } | undefined} */ (value ?? undefined)?.then) === 'function';
}
