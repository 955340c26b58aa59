import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { isErrno, LOOPBACK } from '../../../core/listen.ts';
import type { EnvironmentInspector, InspectedEnvironment } from '../runtime/index.ts';
import { messageStarts } from './message-starts.ts';

/** What Node.js itself writes for whoever debugs, which is no line of the function's log. */
const OWN_LINES =
  /^(For help, see: https:\/\/nodejs\.org\/\S+|Debugger (attached|listening on|ending on)\b.*|Waiting for the debugger to disconnect\.\.\.)\n$/;

/** How long a client waits for an environment to start before it is told that there is none, in ms. */
const PATIENCE = 10_000;

interface Target {
  readonly environment: InspectedEnvironment;
  readonly url: URL;
  readonly sockets: Set<Duplex>;
}

/**
 * The inspector of a function at a port that stays, whichever environment the function runs in: what debuggers say goes on
 * to the newest one, and is told there when that has stopped at a breakpoint.
 *
 * @see https://nodejs.org/docs/latest/api/cli.html#--inspecthostport
 */
export class FunctionInspector implements EnvironmentInspector {
  readonly #functionName: string;
  readonly #warm: () => void;
  readonly #id = randomUUID();
  readonly #targets: Target[] = [];
  #waiting: ((target: Target | undefined) => void)[] = [];
  readonly #servers: http.Server[] = [];
  /** 0 until it listens. */
  port = 0;

  /** @param warm starts an environment where there is none */
  constructor(functionName: string, warm: () => void) {
    this.#functionName = functionName;
    this.#warm = warm;
  }

  /** @throws the `listen` error where the port can't be had */
  async listen(port: number): Promise<void> {
    try {
      for (const host of LOOPBACK) {
        const server = http.createServer((request, response) => void this.#answer(request, response));
        server.on('upgrade', (request, socket) => void this.#connect(request, socket));
        if (await isServing(server, port, host)) this.#servers.push(server);
      }
    } catch (error) {
      await this.close();
      throw error;
    }
    this.port = port;
  }

  async close(): Promise<void> {
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    for (const { sockets } of this.#targets) for (const socket of sockets) socket.destroy();
    for (const server of this.#servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  reads(environment: InspectedEnvironment, line: string): boolean {
    const [, url] = /^Debugger listening on (ws:\/\/\S+)\n$/.exec(line) ?? [];
    if (url !== undefined) {
      const target = { environment, url: new URL(url), sockets: new Set<Duplex>() };
      this.#targets.push(target);
      for (const resolve of this.#waiting.splice(0)) resolve(target);
    }
    // A process that ends waits until nobody debugs it any more.
    if (line.startsWith('Waiting for the debugger')) this.#drop(environment);
    return OWN_LINES.test(line);
  }

  gone(environment: InspectedEnvironment): void {
    this.#drop(environment);
    const index = this.#targets.findIndex((target) => target.environment === environment);
    if (index !== -1) this.#targets.splice(index, 1);
  }

  #drop(environment: InspectedEnvironment): void {
    const target = this.#targets.find((each) => each.environment === environment);
    for (const socket of target?.sockets ?? []) socket.destroy();
  }

  async #target(): Promise<Target | undefined> {
    const newest = this.#targets.at(-1);
    if (newest) return newest;
    this.#warm();
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE);
      this.#waiting.push((target) => {
        clearTimeout(timer);
        resolve(target);
      });
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '' } = request;
    if (!isLocal(request)) return refuse(response, 403);
    if (/^\/json\/version\/?$/.test(url)) {
      return reply(response, { Browser: `node.js/${process.version}`, 'Protocol-Version': '1.1' });
    }
    if (!/^\/json(\/list)?\/?$/.test(url)) return refuse(response, 404);
    const target = await this.#target();
    const address = `${request.headers.host}/${this.#id}`;
    const entry = {
      description: `the function ${this.#functionName}`,
      devtoolsFrontendUrl: `devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws=${address}`,
      id: this.#id,
      title: this.#functionName,
      type: 'node',
      url: 'file:///var/task/',
      webSocketDebuggerUrl: `ws://${address}`,
    };
    reply(response, target ? [entry] : []);
  }

  async #connect(request: IncomingMessage, client: Duplex): Promise<void> {
    client.on('error', () => client.destroy());
    const allowed = isLocal(request) && request.url === `/${this.#id}`;
    for (let target = allowed ? await this.#target() : undefined; target; target = await this.#target()) {
      const opened = await open(target.url, request);
      if (opened) {
        join(client, opened, target);
        return;
      }
      // It has ended, or is about to: a reload is what one attaches again after.
      this.#targets.splice(this.#targets.indexOf(target), 1);
    }
    client.destroy();
  }
}

interface Opened {
  readonly socket: net.Socket;
  /** What it answered to the handshake. */
  readonly answer: Buffer;
}

/** @returns undefined where nobody answers */
async function open(
  { hostname, port, host, pathname }: URL,
  request: IncomingMessage,
): Promise<Opened | undefined> {
  const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
  const headers = Object.entries(request.headers)
    .filter(([name]) => /^(upgrade|connection|sec-websocket-(key|version|protocol))$/.test(name))
    .map(([name, value]) => `${name}: ${value}`);
  socket.write([`GET ${pathname} HTTP/1.1`, `host: ${host}`, ...headers, '', ''].join('\r\n'));
  return new Promise((resolve) => {
    socket.once('data', (answer: Buffer) => {
      socket.pause();
      resolve({ socket, answer });
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
  });
}

/** Leads a client and an environment's inspector to each other, and has time-outs stand still where that stops. */
function join(client: Duplex, { socket, answer }: Opened, { environment, sockets }: Target): void {
  sockets.add(client);
  const ended = () => {
    socket.destroy();
    client.destroy();
    sockets.delete(client);
    // V8 lets go on what nobody looks at any more.
    if (sockets.size === 0) environment.deadline.resume();
  };
  for (const each of [socket, client]) each.on('close', ended);
  const read = messageStarts(40, (start) => {
    if (start.startsWith('{"method":"Debugger.paused"')) environment.deadline.pause();
    else if (start.startsWith('{"method":"Debugger.resumed"')) environment.deadline.resume();
  });
  read(answer);
  client.write(answer);
  socket.on('data', read);
  client.pipe(socket);
  socket.pipe(client);
}

/** @returns false where this machine lacks the address's family */
async function isServing(server: http.Server, port: number, host: string): Promise<boolean> {
  try {
    await once(server.listen({ port, host, ipv6Only: host.includes(':') }), 'listening');
    return true;
  } catch (error) {
    if (isErrno(error, 'EAFNOSUPPORT') || isErrno(error, 'EADDRNOTAVAIL')) return false;
    throw error;
  }
}

/** Whether a request is of a program on this machine: no page of another origin, not even by a name of its own. */
function isLocal({ headers }: IncomingMessage): boolean {
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(name) && !/^https?:/.test(headers.origin ?? '');
}

function reply(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-cache' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
