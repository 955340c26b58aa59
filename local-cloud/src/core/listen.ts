import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type RequestListener = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** One port, served on one or more addresses. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Both loopback families, because `localhost` means either, depending on the client. */
export const LOOPBACK = ['127.0.0.1', '::1'] as const;

/** Tries this often to find a port that is free on every address, where any port will do. */
const ATTEMPTS = 20;

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
): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(listener, port, hosts);
    } catch (error) {
      const retry = port === 0 && isErrno(error, 'EADDRINUSE') && attempt < ATTEMPTS;
      if (!retry) throw error;
    }
  }
}

async function listenOnce(
  listener: RequestListener,
  port: number,
  hosts: readonly string[],
): Promise<Listening> {
  const servers: http.Server[] = [];
  let chosen = port;
  let unavailable: unknown;
  try {
    for (const host of hosts) {
      const server = createServer(listener);
      try {
        chosen = await bind(server, chosen, host);
        servers.push(server);
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

function createServer(listener: RequestListener): http.Server {
  const server = http.createServer({ noDelay: true, requestTimeout: 0, maxHeaderSize: 64 * 1024 }, listener);
  // SDKs keep connections; closing an idle one just as a request is on its way would surface as ECONNRESET.
  server.keepAliveTimeout = 75_000;
  return server;
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

function shut(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
