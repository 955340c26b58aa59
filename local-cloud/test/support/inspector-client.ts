import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';

/** The part of `ws` that is met here: Node has a client of its own from 22 on. */
type Socket = EventEmitter & { send(text: string): void; close(): void };
const WebSocket = createRequire(import.meta.url)('ws') as new (url: string) => Socket;

type Fields = Record<string, unknown>;

/** A debugger, as far as tests need one. */
export interface InspectorClient {
  /** @throws Error with what the inspector says of it */
  send(method: string, params?: Fields): Promise<Fields>;
  /** Resolves with the parameters of the first event of that name, whether it came already or comes. */
  event(method: string, matches?: (params: Fields) => boolean): Promise<Fields>;
  readonly closed: Promise<unknown>;
  close(): void;
}

/** Attaches to what listens at a port, as debuggers do. */
export async function attach(port: number): Promise<InspectorClient> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  const closed = once(socket, 'close');
  const messages = new EventEmitter().setMaxListeners(0);
  const events: { method: string; params: Fields }[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    if (message.id === undefined) {
      events.push(message);
      messages.emit('event');
    } else messages.emit(String(message.id), message);
  });
  let isClosed = false;
  void closed.then(() => {
    isClosed = true;
    messages.emit('event');
  });
  await once(socket, 'open');
  let last = 0;
  return {
    closed,
    close: () => socket.close(),
    async send(method, params = {}) {
      last += 1;
      const answered = once(messages, String(last));
      socket.send(JSON.stringify({ id: last, method, params }));
      const [{ result, error }] = (await answered) as [{ result: Fields; error?: { message: string } }];
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    async event(method, matches = () => true) {
      for (;;) {
        const found = events.find((event) => event.method === method && matches(event.params));
        if (found) return found.params;
        if (isClosed) throw new Error(`The inspector went away without ${method}`);
        await once(messages, 'event');
      }
    },
  };
}
