import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where functions under test tell that they have come to a point, and wait there until they are let go on. */
export interface SignalServer {
  readonly url: string;
  /** Resolves when a function has come to a point of that name. */
  reached(name: string): Promise<void>;
  /** Lets the function go on from there. */
  release(name: string): Promise<void>;
  close(): void;
}

/** A handler comes to a point by `await fetch(url + name)`. */
export async function startSignalServer(): Promise<SignalServer> {
  const waiting = new Map<string, (response: ServerResponse) => void>();
  const points = new Map<string, Promise<ServerResponse>>();
  const point = (name: string): Promise<ServerResponse> => {
    const known = points.get(name) ?? new Promise<ServerResponse>((resolve) => waiting.set(name, resolve));
    points.set(name, known);
    return known;
  };
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    void point(name);
    waiting.get(name)?.(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    reached: async (name) => void (await point(name)),
    release: async (name) => void (await point(name)).end(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
