/** An answer other than 200, as a value that can be thrown anywhere below the routes. */
export class HttpError extends Error {
  /** HTTP status, 4xx or 5xx. */
  readonly status: number;
  /** Headers that belong to this answer, such as `Allow` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the caller gets to read beside the message: `{"fields":[…]}`. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The sign, as `http-errors` and so Express know it, that the message is for the caller. */
  readonly expose = true;

  /** `message` is sent to the caller; what only the log may say goes into `options.cause`. */
  constructor(status: number, message: string, options: HttpErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'HttpError';
    this.status = status;
    this.headers = options.headers ?? {};
    this.details = options.details ?? {};
  }
}

export interface HttpErrorOptions {
  cause?: unknown;
  headers?: Readonly<Record<string, string>>;
  details?: Readonly<Record<string, unknown>>;
}

/** What the caller gets to read: `{"ERROR":{"message"}}`, with the request id where the fault is ours. */
export interface ErrorBody {
  ERROR: { message: string; requestId?: string; [detail: string]: unknown };
}

/** Shapes an error for the caller. Only 5xx carry the request id: it leads to the line in the log. */
export function errorBody(error: HttpError, requestId: string): ErrorBody {
  const { status, message, details } = error;
  return { ERROR: { message, ...details, ...(status >= 500 && { requestId }) } };
}
