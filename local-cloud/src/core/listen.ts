import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { errorCode } from './error-code.ts';

export type RequestListener = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** What has a new connection first, and may give it on to `node:http`. */
export type ConnectionListener = (socket: Socket, toHttp: () => void) => void;

/** One port, served on one or more addresses. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Both loopback families, because `localhost` means either, depending on the client. */
export const LOOPBACK = ['127.0.0.1', '::1'] as const;

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Ports for deployed code with an address of its own: those that LocalStack maps, too, so that containers and firewalls
 * know them. None of them is anybody's main port, 4566 by custom.
 */
export const OWN_PORTS: PortRange = { first: 4510, last: 4559 };

/** Tries this often to find a port that is free on every address, where any port will do. */
const ATTEMPTS = 20;

/** A server, and what it has to end with it. */
interface Serving {
  readonly server: http.Server;
  readonly sockets: ReadonlySet<Socket>;
}

/**
 * Serves one port on every given address. `port: 0` picks one that is free on all of them. An address family this
 * machine lacks is left out, as long as one address remains.
 *
 * @throws the `listen` error (`EADDRINUSE`, `EACCES`) of the first address that could not be had
 */
export async function listen(
  listener: RequestListener,
  port: number,
  hosts: readonly string[],
  first?: ConnectionListener,
): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(listener, port, hosts, first);
    } catch (error) {
      const retry = port === 0 && isErrno(error, 'EADDRINUSE') && attempt < ATTEMPTS;
      if (!retry) throw error;
    }
  }
}

/** Where in a range a key has its place. */
export function preferredPort(range: PortRange, key: string): number {
  const size = range.last - range.first + 1;
  return range.first + (createHash('sha256').update(key).digest().readUInt32BE() % size);
}

/**
 * Serves a port of a range, or any port where none of it is free. A key has its own place in the range to begin at, so
 * that what it names (a function) gets the same port, and people the same URL, each time the cloud starts.
 *
 * @param wanted a port that is tried before all of them
 * @throws the `listen` error of the first address that could not be had, other than for being taken
 */
export async function listenWithin(
  listener: RequestListener,
  range: PortRange,
  hosts: readonly string[],
  key = '',
  wanted?: number,
): Promise<Listening> {
  const size = range.last - range.first + 1;
  const start = preferredPort(range, key) - range.first;
  const ports = Array.from({ length: size }, (_, step) => range.first + ((start + step) % size));
  for (const port of wanted === undefined ? ports : [wanted, ...ports]) {
    try {
      return await listen(listener, port, hosts);
    } catch (error) {
      if (!isErrno(error, 'EADDRINUSE') && !isErrno(error, 'EACCES')) throw error;
    }
  }
  return listen(listener, 0, hosts);
}

/** Whether an address is of this machine only. */
export const isLoopback = (host: string): boolean =>
  host === '::1' || host === 'localhost' || host.startsWith('127.');

async function listenOnce(
  listener: RequestListener,
  port: number,
  hosts: readonly string[],
  first?: ConnectionListener,
): Promise<Listening> {
  const servers: Serving[] = [];
  let chosen = port;
  let unavailable: unknown;
  try {
    for (const host of hosts) {
      const serving = createServer(listener, first);
      try {
        chosen = await bind(serving.server, chosen, host);
        servers.push(serving);
      } catch (error) {
        if (!isErrno(error, 'EAFNOSUPPORT') && !isErrno(error, 'EADDRNOTAVAIL')) throw error;
        unavailable = error;
      }
    }
  } catch (error) {
    await Promise.all(servers.map(shut));
    throw error;
  }
  if (servers.length === 0) throw unavailable;
  return {
    port: chosen,
    close: async () => {
      await Promise.all(servers.map(shut));
    },
  };
}

function createServer(listener: RequestListener, first?: ConnectionListener): Serving {
  const server = http.createServer({ noDelay: true, requestTimeout: 0, maxHeaderSize: 64 * 1024 }, listener);
  // SDKs keep connections; closing an idle one just as a request is on its way would surface as ECONNRESET.
  server.keepAliveTimeout = 75_000;
  // AWS passes over expectations it does not know, where Node would refuse them (417).
  server.on('checkExpectation', listener);
  const sockets = new Set<Socket>();
  const [accept] = server.listeners('connection');
  if (first && accept) {
    server.removeAllListeners('connection').on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      first(socket, () => accept.call(server, socket));
    });
  }
  return { server, sockets };
}

function bind(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function shut({ server, sockets }: Serving): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  });
}

export const isErrno = (error: unknown, code: string): boolean => errorCode(error) === code;
