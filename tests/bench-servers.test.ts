import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { startProgram } from './support/program.ts';

const SERVERS = new URL('../bench/lib/processes.ts', import.meta.url).href;

/** A benchmark whose server holds a connection to a port for as long as it lives. */
const benchmark = (port: number): string => `
  const { Server } = await import(${JSON.stringify(SERVERS)});
  const held = "require('net').connect(${port}, '127.0.0.1', () => console.log('ready')).on('close', () => process.exit())";
  await Server.start(process.execPath, ['-e', held], /ready/);
  console.log('measuring');
  setInterval(() => {}, 1e9);
`;

describe('the servers of a benchmark', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)(
    'end with it where it gets %s',
    async (signal) => {
      const listener = createServer().listen(0, '127.0.0.1');
      await once(listener, 'listening');
      const connected = once(listener, 'connection') as Promise<[Socket]>;
      const { port } = listener.address() as AddressInfo;
      const program = startProgram(process.execPath, [
        ...['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', benchmark(port)],
      ]);
      await program.printed(/measuring/);
      const [socket] = await connected;
      const gone = once(
        socket.resume().on('error', () => {}),
        'close',
      );
      program.signalAlone(signal);
      expect(await program.ended).toBe(signal);
      await gone;
      listener.close();
    },
    30_000,
  );
});
