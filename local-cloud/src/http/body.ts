import type { IncomingMessage } from 'node:http';
import { AwsError } from '../core/aws-error.ts';
import { isErrno } from '../core/listen.ts';

/** Above any documented request limit of the JSON and query services (Lambda: 50 MB zip as base64, about 70 MB). */
const MAX_BODY_BYTES = 100 * 1024 * 1024;

/**
 * Reads a request's body whole. S3 object bodies are streamed instead and never come through here.
 *
 * @throws AwsError RequestEntityTooLargeException (413); IncompleteBody (400) where the client went away
 */
export function readBody(request: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      request.removeAllListeners('data');
      // What still comes is read and dropped: a client that has not sent all of it yet reads no answer.
      request.resume();
      lingerOn(request);
      reject(tooLarge(limit));
    };
    request.on('error', (error) => reject(isErrno(error, 'ECONNRESET') ? incomplete(error) : error));
    if (Number(request.headers['content-length'] ?? 0) > limit) return refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) refuse();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)));
  });
}

/**
 * Lets a connection that is to be closed after the answer stay until the request has ended: a client that sends all before
 * it reads would find it closed while it sends, and never see why.
 */
function lingerOn(request: IncomingMessage): void {
  const { socket } = request;
  const close = socket.destroySoon.bind(socket);
  socket.destroySoon = () => {
    if (request.complete) close();
    else request.once('end', close);
  };
}

const tooLarge = (limit: number): AwsError =>
  new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${limit} bytes`, {
    status: 413,
  });

/** A client that went away before it had sent everything. */
export const incomplete = (cause?: Error): AwsError =>
  new AwsError('IncompleteBody', 'The request ended before its body did', { cause });
