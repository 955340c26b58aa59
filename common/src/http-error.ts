/** An answer other than 200, as a value that can be thrown anywhere below the routes. */
export class HttpError extends Error {
  /** HTTP status, 4xx or 5xx. */
  readonly status: number;
  /** Headers that belong to this answer, such as `Allow` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  /** `message` is sent to the caller; what only the log may say goes into `options.cause`. */
  constructor(
    status: number,
    message: string,
    options: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'HttpError';
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** What the caller gets to read: `{"ERROR":{"message"}}`, with the request id where the fault is ours. */
export interface ErrorBody {
  ERROR: { message: string; requestId?: string };
}

/** Shapes an error for the caller. Only 5xx carry the request id: it leads to the line in the log. */
export function errorBody(error: HttpError, requestId: string): ErrorBody {
  return { ERROR: error.status >= 500 ? { message: error.message, requestId } : { message: error.message } };
}
