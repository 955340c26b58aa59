import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ToolMessage } from './tool-message.ts';

export interface ReportChannel {
  /** What a tool's environment needs so that its processes report here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when every process that told anything has ended and all of it is read. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Listens for what the processes of a deploy tool tell, on a pipe of this user's own. */
export async function openReportChannel(onMessage: (message: ToolMessage) => void): Promise<ReportChannel> {
  const folder = await mkdtemp(path.join(tmpdir(), 'local-cloud-report-'));
  const address =
    process.platform === 'win32' ? `\\\\.\\pipe\\local-cloud-${randomUUID()}` : path.join(folder, 'pipe');
  const readers = new Map<Socket, Promise<unknown>>();
  const server = createServer((socket) => {
    // A process that is killed breaks off.
    socket.on('error', () => {});
    const lines = createInterface({ input: socket }).on('line', (line) => {
      const message = parsed(line);
      if (message) onMessage(message);
    });
    readers.set(
      socket,
      once(lines, 'close').then(() => readers.delete(socket)),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve));
  return {
    environment: { LOCAL_CLOUD_REPORT: address },
    async idle() {
      await Promise.all(readers.values());
    },
    async close() {
      for (const socket of readers.keys()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function parsed(line: string): ToolMessage | undefined {
  try {
    return JSON.parse(line) as ToolMessage;
  } catch {
    return undefined; // The last words of a process that was killed.
  }
}
