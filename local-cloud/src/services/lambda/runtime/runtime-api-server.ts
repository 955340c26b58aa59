import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import {
  errorOf,
  functionError,
  MAX_RESPONSE_BYTES,
  MAX_STREAMED_RESPONSE_BYTES,
  responseTooLarge,
  StreamBrokenError,
} from './errors.ts';
import type { Answer, Invocation } from './types.ts';

export interface RuntimeApiHandlers {
  /** The runtime asked for an event: its init, or its last invocation, is over. */
  onNext(): void;
  /** @returns false when that invocation is not the one under way */
  onAnswer(requestId: string, answer: Answer): boolean;
  /**
   * An answer begins that comes piece by piece; `onAnswer` tells of its end.
   * @returns where its bytes go, undefined where they are collected
   */
  onStream(requestId: string, contentType: string): Writable | undefined;
  onInitError(answer: Answer): void;
  /** The runtime hung up while it was waiting: no event can reach it any more. */
  onDisconnect(): void;
}

const PREFIX = '/2018-06-01/runtime';
const INVOCATION_PATH = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;
const ACCEPTED = '{"status":"OK"}\n';

/**
 * The Lambda Runtime API for one execution environment, on a port of its own so that AWS_LAMBDA_RUNTIME_API
 * is a plain host:port.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApiServer {
  readonly #server: Server;
  readonly #handlers: RuntimeApiHandlers;
  readonly #eventHeaders: (invocation: Invocation) => string[];
  readonly #other: (request: IncomingMessage, response: ServerResponse) => boolean;
  #waiting: ServerResponse | undefined;
  /** Who was told to wait before it loads the function. */
  #held: ServerResponse | undefined;
  #isReleased = false;

  /**
   * @param eventHeaders the headers of an event, as a flat list of names and values
   * @param other answers what is for another API of the environment
   */
  constructor(
    handlers: RuntimeApiHandlers,
    eventHeaders: (invocation: Invocation) => string[],
    other: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
  ) {
    this.#other = other;
    this.#handlers = handlers;
    this.#eventHeaders = eventHeaders;
    this.#server = createServer(
      { noDelay: true, keepAliveTimeout: 0, requestTimeout: 0 },
      (request, response) => this.#route(request, response),
    );
    // A runtime may wait for its next event for as long as it likes.
    this.#server.headersTimeout = 0;
    this.#server.timeout = 0;
  }

  /** @returns host:port */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whether the runtime waits for an event. */
  get runtimeWaits(): boolean {
    return this.#waiting !== undefined;
  }

  close(): void {
    this.#waiting = undefined;
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Lets a runtime load the function that was told to wait with that. */
  release(): void {
    this.#isReleased = true;
    if (this.#held) reply(this.#held, 200, ACCEPTED);
    this.#held = undefined;
  }

  /** Hands an event to the runtime, which must be waiting for one. */
  send(invocation: Invocation): void {
    const response = this.#waiting;
    if (response === undefined) throw new Error('The runtime is not waiting for an event');
    this.#waiting = undefined;
    response.writeHead(200, [
      'Content-Type',
      'application/json',
      'Content-Length',
      String(invocation.payload.length),
      ...this.#eventHeaders(invocation),
    ]);
    response.end(invocation.payload);
  }

  #route(request: IncomingMessage, response: ServerResponse): void {
    response.sendDate = false;
    const { method, url = '' } = request;
    // A web page can reach any loopback port: it always names its origin, a runtime never does.
    if (request.headers.origin !== undefined) {
      reply(response, 403, errorBody('Forbidden', 'The Runtime API is not for browsers'));
    } else if (!url.startsWith(PREFIX) && this.#other(request, response)) {
      // Answered there.
    } else if (method === 'GET' && url === `${PREFIX}/hold`) {
      this.#held = response;
      if (this.#isReleased) this.release();
    } else if (method === 'GET' && url === `${PREFIX}/invocation/next`) {
      this.#waiting = response;
      response.on('close', () => {
        if (this.#waiting !== response) return;
        this.#waiting = undefined;
        this.#handlers.onDisconnect();
      });
      this.#handlers.onNext();
    } else if (method === 'POST') {
      const [, requestId, kind] = INVOCATION_PATH.exec(url) ?? [];
      if (requestId && kind === 'response') this.#response(request, response, requestId);
      else if (requestId) this.#error(request, response, requestId);
      else if (url === `${PREFIX}/init/error`) this.#initError(request, response);
      else reply(response, 404, errorBody('NotFound', `No such path in the Runtime API: ${url}`));
    } else {
      reply(response, 404, errorBody('NotFound', `No such path in the Runtime API: ${method} ${url}`));
    }
  }

  #response(request: IncomingMessage, response: ServerResponse, requestId: string): void {
    if (request.headers['lambda-runtime-function-response-mode'] === 'streaming') {
      const contentType = request.headers['content-type'] ?? 'application/octet-stream';
      const sink = this.#handlers.onStream(requestId, contentType);
      if (sink) {
        this.#stream(request, response, requestId, sink);
        return;
      }
    }
    collect(request, MAX_RESPONSE_BYTES, (body) => {
      if (body === undefined) {
        const known = this.#handlers.onAnswer(requestId, responseTooLarge());
        const message = `Exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
        reply(
          response,
          known ? 413 : 400,
          errorBody(known ? 'RequestEntityTooLarge' : 'InvalidRequestID', message),
        );
        return;
      }
      this.#accept(response, this.#handlers.onAnswer(requestId, answerOf(request, body)));
    });
  }

  /** The sink's pace is the runtime's: what it does not take stays in the connection. */
  #stream(request: IncomingMessage, response: ServerResponse, requestId: string, sink: Writable): void {
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_STREAMED_RESPONSE_BYTES) sink.destroy(new StreamBrokenError('it is larger than 200 MB'));
    });
    request.pipe(sink, { end: false });
    // Whoever read it went away: the function runs to its end all the same.
    sink.on('close', () => request.unpipe(sink).resume());
    request.on('close', () => {
      if (!request.complete) sink.destroy(new StreamBrokenError('the function ended before it did'));
    });
    request.on('end', () => {
      const answer =
        size > MAX_STREAMED_RESPONSE_BYTES ? responseTooLarge() : answerOf(request, Buffer.alloc(0));
      if (answer.functionError) sink.destroy(new StreamBrokenError('the function failed'));
      else sink.end();
      this.#accept(response, this.#handlers.onAnswer(requestId, answer));
    });
  }

  #error(request: IncomingMessage, response: ServerResponse, requestId: string): void {
    collect(request, MAX_RESPONSE_BYTES, (body) => {
      this.#accept(response, this.#handlers.onAnswer(requestId, errorAnswer(request, body)));
    });
  }

  #initError(request: IncomingMessage, response: ServerResponse): void {
    collect(request, MAX_RESPONSE_BYTES, (body) => {
      this.#handlers.onInitError(errorAnswer(request, body));
      this.#accept(response, true);
    });
  }

  #accept(response: ServerResponse, known: boolean): void {
    if (known) reply(response, 202, ACCEPTED);
    else reply(response, 400, errorBody('InvalidRequestID', 'Invalid request ID'));
  }
}

/** @param payload empty where it was streamed */
function answerOf(request: IncomingMessage, payload: Buffer): Answer {
  const streamed = request.headers['lambda-runtime-function-response-mode'] === 'streaming';
  if (!streamed) return { payload };
  // A stream that breaks off names its error in trailers, after the bytes that are out already.
  const errorType = request.trailers['lambda-runtime-function-error-type'];
  if (errorType) {
    return errorOf(
      Buffer.from(request.trailers['lambda-runtime-function-error-body'] ?? '', 'base64'),
      errorType,
    );
  }
  return { payload, streamedContentType: request.headers['content-type'] ?? 'application/octet-stream' };
}

function errorAnswer(request: IncomingMessage, body: Buffer | undefined): Answer {
  const errorType = request.headers['lambda-runtime-function-error-type'];
  const type = typeof errorType === 'string' ? errorType : 'Runtime.Unknown';
  if (body === undefined) return responseTooLarge();
  if (body.length === 0) return functionError(type, 'Unknown application error occurred');
  return errorOf(body, type);
}

/** Reads a body; calls back with undefined when it is larger than `limit` bytes. */
function collect(request: IncomingMessage, limit: number, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on('end', () => {
    if (size > limit) done(undefined);
    else done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  });
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(Buffer.byteLength(body)),
  ]);
  response.end(body);
}

function errorBody(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorMessage, errorType });
}
