import { types } from 'node:util';

/** Errors that the runtime itself reports; `name` is the errorType that callers see. */
export class RuntimeError extends Error {
  /**
   * @param {string} type without the prefix: `HandlerNotFound`
   * @param {unknown} message
   */
  constructor(type, message) {
    super(String(message));
    this.name = `Runtime.${type}`;
  }
}

/**
 * The error document of the Runtime API.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror
 * @param {unknown} error
 * @returns {{ errorType: string, errorMessage: string, trace: string[] }}
 */
export function toErrorDocument(error) {
  try {
    if (types.isNativeError(error) || looksLikeError(error)) {
      const { name, message, stack } = /** @type {Error} */ (error);
      return { errorType: name, errorMessage: message, trace: String(stack ?? '').split('\n') };
    }
    return {
      errorType: typeof error,
      errorMessage: /** @type {object} */ (error).toString(),
      trace: [],
    };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/** @param {unknown} value */
function looksLikeError(value) {
  const { name, message, stack } = /** @type {Partial<Error>} */ (value ?? {});
  return typeof name === 'string' && typeof message === 'string' && typeof stack === 'string';
}

/**
 * One console line for an error, the way Lambda's runtime prints it: a tab, then JSON with the error's own
 * fields.
 * @param {string} title
 * @param {unknown} error
 */
export function logError(title, error) {
  const value = error instanceof Error ? error : new Error(String(error));
  let text;
  try {
    text = JSON.stringify(value, (_key, entry) => (entry instanceof Error ? withHiddenFields(entry) : entry));
  } catch {
    text = JSON.stringify(toErrorDocument(value));
  }
  console.error(title, `\t${text}`);
}

/** @param {Error & { code?: unknown }} error */
function withHiddenFields(error) {
  return {
    errorType: error.name,
    errorMessage: error.message,
    code: error.code,
    ...error,
    stack: typeof error.stack === 'string' ? error.stack.split('\n') : error.stack,
  };
}
