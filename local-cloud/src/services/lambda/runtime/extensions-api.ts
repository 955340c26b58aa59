import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionSpec } from './types.ts';

export const EXTENSIONS_PREFIX = '/2020-01-01/extension';

const EVENTS = ['INVOKE', 'SHUTDOWN'];

export type ShutdownReason = 'spindown' | 'timeout' | 'failure';

export interface Extension {
  readonly name: string;
  readonly events: readonly string[];
  waiting?: ServerResponse;
}

export interface ExtensionsHandlers {
  /** An extension waits for its next event. */
  onNext(): void;
  /** An extension says that it failed. */
  onError(errorType: string): void;
}

/** What an INVOKE or SHUTDOWN event says, besides its type. */
type Facts = Readonly<Record<string, unknown>>;

/**
 * The Lambda Extensions API for one execution environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 */
export class ExtensionsApi {
  readonly #spec: FunctionSpec;
  readonly #handlers: ExtensionsHandlers;
  readonly #byId = new Map<string, Extension>();
  /** Started with the environment, but not registered yet. */
  readonly #expected: Set<string>;
  /** Set when the environment is to end. */
  #end: ((response: ServerResponse) => void) | undefined;

  /** @param expected names of external extensions: of the files in /opt/extensions */
  constructor(spec: FunctionSpec, expected: readonly string[], handlers: ExtensionsHandlers) {
    this.#spec = spec;
    this.#expected = new Set(expected);
    this.#handlers = handlers;
  }

  /** Whether every extension waits for an event: Lambda sends the next one when they and the runtime do. */
  get areReady(): boolean {
    return (
      this.#expected.size === 0 && [...this.#byId.values()].every(({ waiting }) => waiting !== undefined)
    );
  }

  invoke(facts: Facts): void {
    for (const extension of this.#byId.values()) {
      const { waiting, events } = extension;
      if (!waiting || !events.includes('INVOKE')) continue;
      extension.waiting = undefined;
      event(waiting, 'INVOKE', facts);
    }
  }

  get all(): Iterable<Extension> {
    return this.#byId.values();
  }

  /** Whether an extension is to be told of the end. */
  get wantEnd(): boolean {
    return [...this.#byId.values()].some(hearsOfEnd);
  }

  /** The name of the extension that a request is from; empty where it does not say. */
  nameOf(request: IncomingMessage): string {
    return this.#byId.get(String(request.headers['lambda-extension-identifier']))?.name ?? '';
  }

  /**
   * Tells of the end: those that still work once they ask for their next event.
   *
   * @returns when every extension that wants to know has hung up
   */
  shutdown(shutdownReason: ShutdownReason, deadlineMs: number): Promise<void> {
    const concerned = [...this.#byId.values()].filter(hearsOfEnd);
    return new Promise((resolve) => {
      let left = concerned.length;
      this.#end = (response) => {
        response.socket?.once('close', () => {
          left -= 1;
          if (left === 0) resolve();
        });
        event(response, 'SHUTDOWN', { shutdownReason, deadlineMs });
      };
      for (const extension of concerned) {
        if (extension.waiting) this.#end(extension.waiting);
        extension.waiting = undefined;
      }
    });
  }

  async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = `${request.method} ${(request.url ?? '').slice(EXTENSIONS_PREFIX.length)}`;
    if (action === 'POST /register') return this.#register(request, response);
    const extension = this.#byId.get(String(request.headers['lambda-extension-identifier']));
    if (!extension)
      return refuse(response, 403, 'Extension.InvalidExtensionIdentifier', 'Invalid extension identifier');
    if (action === 'GET /event/next' && this.#end && extension.events.includes('SHUTDOWN'))
      return this.#end(response);
    if (action === 'GET /event/next') {
      extension.waiting = response;
      response.on('close', () => {
        if (extension.waiting === response) extension.waiting = undefined;
      });
      return this.#handlers.onNext();
    }
    if (action === 'POST /init/error' || action === 'POST /exit/error') {
      reply(response, 202, { status: 'OK' });
      return this.#handlers.onError(String(request.headers['lambda-extension-function-error-type']));
    }
    refuse(response, 404, 'NotFound', `No such path in the Extensions API: ${action}`);
  }

  async #register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = String(request.headers['lambda-extension-name'] ?? '');
    const events = eventsOf(await textOf(request));
    if (name === '') return refuse(response, 400, 'Extension.InvalidExtensionName', 'Empty extension name');
    const unknown = events?.find((event) => !EVENTS.includes(event));
    if (!events || unknown !== undefined) {
      return refuse(response, 400, 'Extension.InvalidEventType', `Extension event: ${unknown}`);
    }
    const id = randomUUID();
    this.#expected.delete(name);
    this.#byId.set(id, { name, events });
    const { functionName, version: functionVersion, handler } = this.#spec;
    reply(response, 200, { functionName, functionVersion, handler }, { 'Lambda-Extension-Identifier': id });
  }
}

const hearsOfEnd = ({ events }: Extension): boolean => events.includes('SHUTDOWN');

function event(response: ServerResponse, eventType: string, facts: Facts): void {
  reply(response, 200, { eventType, ...facts }, { 'Lambda-Extension-Event-Identifier': randomUUID() });
}

function eventsOf(text: string): string[] | undefined {
  try {
    const { events = [] } = JSON.parse(text === '' ? '{}' : text) as { events?: unknown };
    return Array.isArray(events) ? events.map(String) : undefined;
  } catch {
    return undefined;
  }
}

export async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

const refuse = (response: ServerResponse, status: number, errorType: string, errorMessage: string): void =>
  reply(response, status, { errorType, errorMessage });
