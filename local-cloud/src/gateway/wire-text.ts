import { STATUS_CODES } from 'node:http';
import type { WholeResponse } from '../http/wire-response.ts';

/** A second's `Date`, which is the same for all answers within it. */
let date = { second: 0, line: '' };

function dateLine(): string {
  const now = Date.now();
  const second = Math.floor(now / 1000);
  if (date.second !== second) date = { second, line: `date: ${new Date(now).toUTCString()}\r\n` };
  return date.line;
}

/** What `node:http` says of connections that stay open. */
const KEPT = 'connection: keep-alive\r\nkeep-alive: timeout=75\r\n';

/** Neither visible, nor blank. */
const UNFIT = /[^\t\x20-\x7e]/;

/**
 * An answer as it goes over the wire.
 *
 * @throws TypeError for a header with line breaks or the like in it
 */
export function wireText({ status, headers, body, encoding }: WholeResponse): string {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (const name in headers) {
    const value = headers[name]!;
    if (UNFIT.test(value)) throw new TypeError(`The header ${name} has characters that no header may have`);
    head += `${name}: ${value}\r\n`;
  }
  const length = encoding === 'latin1' ? body.length : Buffer.byteLength(body);
  return `${head}${dateLine()}${KEPT}content-length: ${length}\r\n\r\n${body}`;
}
