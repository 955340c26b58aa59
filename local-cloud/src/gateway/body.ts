import type { IncomingMessage } from 'node:http';
import { AwsError } from '../core/aws-error.ts';

/** Above any documented request limit of the JSON and query services (Lambda: 50 MB zip as base64, about 70 MB). */
const MAX_BODY_BYTES = 100 * 1024 * 1024;

/** Reads a request's body whole. S3 object bodies are streamed instead and never come through here. */
export function readBody(request: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners('data');
        request.resume();
        reject(
          new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${limit} bytes`, {
            status: 413,
          }),
        );
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)));
    request.on('error', reject);
  });
}
