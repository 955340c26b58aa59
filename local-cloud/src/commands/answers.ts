import { connect, createServer } from 'node:net';

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

/** Whether a port of 127.0.0.1 is to be had. */
export function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
