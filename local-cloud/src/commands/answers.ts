import { connect } from 'node:net';

/** A listener of this machine takes a connection at once; Windows takes 2 s to say that there is none. */
const PATIENCE = 250;

/** Whether something on this machine takes connections on a port. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.setTimeout(PATIENCE, () => done(false));
  });
}
