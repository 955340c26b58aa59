import { once } from 'node:events';
import { connect } from 'node:net';
import { CommandError } from '../command-error.ts';
import { askToEnd } from '../end-request.ts';
import { findEndpoint } from './find-endpoint.ts';

/** `local-cloud stop`: ends the endpoint as Ctrl-C does, and waits until it has. */
export async function stop({ port }: { port?: number }): Promise<void> {
  const { url, told } = await findEndpoint(port);
  if (told === undefined) {
    throw new CommandError(
      `${url} is not of this machine and user, or runs inside another program: it can't be stopped from here.`,
    );
  }
  // It closes its connections at its very end.
  const socket = connect(Number(new URL(url).port), 'localhost');
  await once(socket, 'connect');
  const closed = once(
    socket.resume().on('error', () => {}),
    'close',
  );
  await askToEnd(told.pid, 'SIGTERM');
  await closed;
  process.stdout.write(`local-cloud on ${url} has ended.\n`);
}
