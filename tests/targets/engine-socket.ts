import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../support/folders.ts';
import { run } from '../support/run.ts';
import type { Engine } from './engine.ts';

/** How long Podman may take to serve its API, in ms. */
const PATIENCE = 10_000;

/** The socket through which LocalStack starts Lambda's containers, for as long as it is needed. */
export interface EngineSocket {
  /** Undefined where compose.yml's own, /var/run/docker.sock, is right. */
  readonly path: string | undefined;
  close(): Promise<void>;
}

/**
 * Docker's socket is where compose.yml says. Podman's is elsewhere, another for root than for the rest of us, and only there
 * where its service is: systemd starts that when it is asked for; where it does not, it is started here.
 *
 * @throws Error where Podman does not serve its API
 */
export async function engineSocket({ kind, command }: Engine): Promise<EngineSocket> {
  const given = process.env.DOCKER_SOCK;
  if (given || kind === 'docker') return { path: given, close: async () => {} };
  const format = '{{.Host.RemoteSocket.Path}} {{.Host.RemoteSocket.Exists}}';
  const { stdout } = await run(command, ['info', '--format', format]);
  const [where = '', exists] = stdout.trim().split(' ');
  if (exists === 'true') return { path: where.replace(/^unix:\/\//, ''), close: async () => {} };
  return servedSocket(command);
}

async function servedSocket(command: string): Promise<EngineSocket> {
  const folder = temporaryFolder('podman-socket-');
  const socket = path.join(folder, 'podman.sock');
  const args = ['system', 'service', '--time=0', `unix://${socket}`];
  const service = spawn(command, args, { stdio: 'ignore', env: process.env });
  const close = async () => {
    await end(service);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // It tells nobody when it listens.
  for (const start = Date.now(); !existsSync(socket); await delay(20)) {
    if (service.exitCode === null && Date.now() - start < PATIENCE) continue;
    await close();
    throw new Error(`${command} system service did not begin to listen on ${socket}.`);
  }
  return { path: socket, close };
}

async function end(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return;
  const ended = once(service, 'exit');
  service.kill('SIGTERM');
  await ended;
}
