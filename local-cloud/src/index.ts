import path from 'node:path';
import { consoleDoor } from './console/door.ts';
import { CONSOLE_KEY } from './console/paths.ts';
import type { Clock } from './core/clock.ts';
import { Cloud, type CloudOptions } from './core/cloud.ts';
import type { FunctionLog, InvocationEvent, RequestEvent, SkipEvent, StackProgress } from './core/events.ts';
import { type ConnectionListener, LOOPBACK, listen } from './core/listen.ts';
import { createGateway } from './gateway/gateway.ts';
import { services } from './services/registry.ts';
import { version } from './version.ts';

export { Clock } from './core/clock.ts';
export type { FunctionLog, InvocationEvent, RequestEvent, SkipEvent, StackProgress } from './core/events.ts';

/** The port LocalStack made the custom. */
export const DEFAULT_PORT = 4566;

export interface LocalCloudOptions {
  /** TCP port; 0 takes any free one. Default 4566. */
  readonly port?: number;
  /** Address to listen on; by default loopback in both families, which nothing outside this machine reaches. */
  readonly host?: string;
  /** Whether functions get LOCALSTACK_HOSTNAME and EDGE_PORT as well, as on LocalStack. Default false, as on AWS. */
  readonly localstackVariables?: boolean;
  /**
   * Whether stacks are made without what local-cloud lacks (`onSkip` is told of it), instead of being refused with an error
   * that names it. Default false.
   */
  readonly skipUnsupported?: boolean;
  /**
   * A folder for what is to be there again at the next start, made where there is none: everything but CloudWatch's metrics.
   * By default all is gone when the cloud closes.
   */
  readonly dataDir?: string;
  /** The time the cloud lives by: tests move it. Default: the machine's. */
  readonly clock?: Clock;
  /** Whether a Node.js that a function's runtime names is installed from npm where this machine has none. Default false. */
  readonly exactRuntimes?: boolean;
  /** Called for every request once it is answered. */
  readonly onRequest?: (event: RequestEvent) => void;
  /** Called for every event that a function worked on without a request to one of its URLs or APIs. */
  readonly onInvocation?: (event: InvocationEvent) => void;
  /** Called for what a function writes once it has answered. */
  readonly onLateLog?: (log: FunctionLog) => void;
  /** Called with a sentence for the operator: what this machine does not let local-cloud do as AWS does. */
  readonly onNotice?: (text: string) => void;
  /** Called for every step of a stack operation. */
  readonly onSkip?: (skip: SkipEvent) => void;
  readonly onStack?: (progress: StackProgress) => void;
}

export interface LocalCloud {
  readonly port: number;
  /** `http://127.0.0.1:PORT`: an address, not a name, so that S3 clients use path-style requests unasked. */
  readonly endpoint: string;
  /** Stops everything that was started, execution environments included, and removes what is not in `dataDir`. Idempotent. */
  close(): Promise<void>;
}

const clouds = new WeakMap<LocalCloud, Cloud>();

/** What a running endpoint is made of, for the commands around it. */
export function cloudOf(running: LocalCloud): Cloud {
  const cloud = clouds.get(running);
  if (!cloud) throw new TypeError('not an endpoint of this process');
  return cloud;
}

/**
 * Starts an AWS-compatible endpoint in this process.
 *
 * @throws Error with code EADDRINUSE where the port is taken, EACCES where it is not allowed; StoreError where the
 * folder can't be used
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const hosts = options.host === undefined ? LOOPBACK : [options.host];
  const cloud = await Cloud.create({
    accountId: '000000000000',
    hosts,
    clock: options.clock,
    kept: options.dataDir === undefined ? undefined : await openFolder(options.dataDir),
    localstackVariables: options.localstackVariables ?? false,
    exactRuntimes: options.exactRuntimes ?? false,
    skipUnsupported: options.skipUnsupported ?? false,
  });
  if (options.onRequest) cloud.events.on('request', options.onRequest);
  if (options.onInvocation) cloud.events.on('invocation', options.onInvocation);
  if (options.onLateLog) cloud.events.on('lateLog', options.onLateLog);
  if (options.onNotice) cloud.events.on('notice', options.onNotice);
  if (options.onSkip) cloud.events.on('skip', options.onSkip);
  if (options.onStack) cloud.events.on('stack', options.onStack);
  for (const service of services) service.begin?.(cloud, services);
  await traceByOtlp(cloud);
  const gateway = createGateway({ cloud, services, version, console: consoleDoor(cloud) });
  const door = new Door(gateway.connect);
  try {
    const listening = await listen(
      (request, response) => void gateway.handle(request, response),
      options.port ?? DEFAULT_PORT,
      hosts,
      door.connect,
    );
    cloud.onClose(() => listening.close());
    cloud.endpoint = `http://${reachable(hosts[0]!)}:${listening.port}`;
    if (cloud.records.isKept) await (await import('./restore.ts')).restore(cloud, services);
    door.open();
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= cloud.close());
    const running = { port: listening.port, endpoint: cloud.endpoint, close };
    clouds.set(running, cloud);
    return running;
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

/** Has connections wait, with what they bring, until what was kept is in service: code that is unzipped, APIs that are found. */
class Door {
  #isOpen = false;
  #waiting: (() => void)[] = [];
  readonly #listener: ConnectionListener;

  constructor(listener: ConnectionListener) {
    this.#listener = listener;
  }

  readonly connect: ConnectionListener = (socket, toHttp) => {
    if (this.#isOpen) return this.#listener(socket, toHttp);
    // One that goes away meanwhile has nobody to be told.
    socket.on('error', () => {});
    this.#waiting.push(() => !socket.destroyed && this.#listener(socket, toHttp));
  };

  open(): void {
    this.#isOpen = true;
    for (const connect of this.#waiting.splice(0)) connect();
  }
}

/** Sends spans where the environment says so; nothing of that is loaded otherwise. */
async function traceByOtlp(cloud: Cloud): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = process.env;
  if (!base && !own) return;
  const { receiverOf, SpanExporter } = await import('./tracing/exporter.ts');
  const receiver = receiverOf(process.env);
  if (receiver) new SpanExporter(cloud, receiver, version, CONSOLE_KEY);
}

async function openFolder(dataDir: string): Promise<CloudOptions['kept']> {
  const { DiskStore } = await import('./core/store/disk/disk-store.ts');
  const folder = path.resolve(dataDir);
  return { folder, store: await DiskStore.open(folder) };
}

/** An address under which this machine reaches a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
