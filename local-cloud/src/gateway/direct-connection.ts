import type { Socket } from 'node:net';
import { ApiRequest } from '../http/api-request.ts';
import { incomplete } from '../http/body.ts';
import type { WholeResponse } from '../http/wire-response.ts';
import type { DirectService } from './direct-service.ts';
import { type PlainHead, readPlainHead } from './plain-head.ts';
import { wireText } from './wire-text.ts';

/** What serves the requests that come over a connection directly. */
export interface DirectAnswers {
  /** The service that a request is certainly for; undefined for what has to go the whole way. */
  find(head: PlainHead): DirectService | undefined;
  /** Neither throws nor rejects. */
  answer(request: ApiRequest, service: DirectService): WholeResponse | Promise<WholeResponse>;
}

/** As long as `node:http` lets a connection be idle, in ms. */
const IDLE_MS = 76_000;

const NOTHING = Buffer.alloc(0);

/** The body of a request that ended before it. */
function bodyless(): Promise<never> {
  const body = Promise.reject(incomplete());
  // An operation that there is none of is refused without a look at its body.
  body.catch(() => {});
  return body;
}

/**
 * A connection over which requests of SDKs come to a service that answers from memory. It reads them itself, for
 * `node:http` costs several times what such an answer does. The first request that is of any other kind makes it over,
 * with all that comes after, to `node:http`.
 */
export class DirectConnection {
  readonly #socket: Socket;
  readonly #leave: () => void;
  readonly #answers: DirectAnswers;
  #received: Buffer = NOTHING;
  #head: PlainHead | undefined;
  #isAnswering = false;
  #hasEnded = false;

  /** @param leave gives the connection to `node:http` */
  constructor(socket: Socket, leave: () => void, answers: DirectAnswers) {
    this.#socket = socket;
    this.#leave = leave;
    this.#answers = answers;
    socket.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#onError);
    socket.setTimeout(IDLE_MS).on('timeout', this.#onTimeout);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    // Answers come in the order of their requests, one at a time.
    if (this.#isAnswering) this.#socket.pause();
    else this.#read();
  };

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    if (this.#isAnswering) return;
    const head = this.#head;
    const service = head && this.#answers.find(head);
    if (service) this.#answer(new ApiRequest(head, bodyless()), service);
    else this.#socket.end();
  };

  /** A client that went away: there is nobody to tell. */
  readonly #onError = (): void => {
    this.#socket.destroy();
  };

  readonly #onTimeout = (): void => {
    if (!this.#isAnswering) this.#socket.destroy();
  };

  /** Takes the requests that have come so far, up to the first that has to be waited for. */
  #read(): void {
    while (this.#received.length > 0 && !this.#isAnswering) {
      const head = this.#head ?? readPlainHead(this.#received);
      const service = head && this.#answers.find(head);
      if (!service) {
        this.#makeOver();
        return;
      }
      this.#head = head;
      if (this.#received.length < head.bodyEnd) return;
      const body = this.#received.subarray(head.bodyStart, head.bodyEnd);
      const isAll = this.#received.length === head.bodyEnd;
      this.#received = isAll ? NOTHING : this.#received.subarray(head.bodyEnd);
      this.#head = undefined;
      this.#answer(new ApiRequest(head, body), service);
    }
  }

  #makeOver(): void {
    const socket = this.#socket;
    // What came behind the last request that a client wanted answered is not for this connection.
    if (this.#hasEnded) {
      socket.destroySoon();
      return;
    }
    socket.off('data', this.#onData).off('end', this.#onEnd).off('error', this.#onError);
    socket.setTimeout(0).off('timeout', this.#onTimeout);
    const received = this.#received;
    this.#received = NOTHING;
    socket.unshift(received);
    this.#leave();
  }

  #answer(request: ApiRequest, service: DirectService): void {
    this.#isAnswering = true;
    const answering = this.#answers.answer(request, service);
    if (answering instanceof Promise) answering.then((wire) => this.#send(wire)).catch(this.#onError);
    else this.#send(answering);
  }

  #send(wire: WholeResponse): void {
    const socket = this.#socket;
    const isSent = socket.write(wireText(wire), wire.encoding);
    // Whoever does not read its answers is asked for no more; a connection that breaks has an end of its own.
    if (isSent) this.#next();
    else socket.once('drain', () => this.#next());
  }

  #next(): void {
    this.#isAnswering = false;
    this.#read();
    if (this.#isAnswering) return;
    if (this.#hasEnded) this.#socket.end();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }
}
