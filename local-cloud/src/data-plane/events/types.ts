import type { Readable } from 'node:stream';

/** A header's name as it was sent, and its value. */
export type Header = [name: string, value: string];

/** An HTTP request as it came in, apart from any server's types. */
export interface HttpRequest {
  method: string;
  /** Percent-encoded, without the query string. Begins with a slash; without the stage. */
  rawPath: string;
  /** Percent-encoded, without the question mark; '' when there is none. */
  rawQueryString: string;
  /** In the order they were sent; a name may come more than once. */
  headers: Header[];
  /** Decoded from any transfer coding, but not from a content coding. */
  body: Buffer;
  sourceIp: string;
  /** `HTTP/1.1`. */
  protocol: string;
  /** `http` when missing. */
  scheme?: 'http' | 'https';
}

export interface HttpResponse {
  status: number;
  /** Without Content-Length and Transfer-Encoding, which are the sending server's business. */
  headers: Header[];
  body: Buffer;
  /** Why what the function answered could not be sent, and an error was instead. */
  refused?: string;
}

/** What every event takes from the invocation rather than from the request. */
export interface EventFacts {
  requestId: string;
  /** Value for X-Amzn-Trace-Id. */
  traceId: string;
  /** When the request came in. */
  time: Date;
}

/** A function's result as the Invoke API gives it. */
export interface FunctionResult {
  payload: Buffer;
  functionError?: string;
  /** Content type of a streamed answer. */
  streamedContentType?: string;
}

/** An answer that comes piece by piece. */
export interface StreamedAnswer {
  readonly contentType: string;
  /** Destroyed with an error where the function breaks off. Whoever has no use for the rest destroys it. */
  readonly body: Readable;
}

/** An object whose keys come from a request: `__proto__` is a key like any other. */
export type Dictionary<T> = Record<string, T>;
