import type { IncomingHttpHeaders } from 'node:http';

/** The head of a request as all SDKs send it, and where its body is. */
export interface PlainHead {
  readonly method: 'POST';
  readonly url: '/';
  /** By their names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** Where in the bytes the body begins, and where it ends. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

const FIRST_LINE = 'POST / HTTP/1.1\r\n';

/** A line each: a name, and a value of visible characters and blanks. Nothing in it can match in two ways. */
const HEAD = /^POST \/ HTTP\/1\.1\r\n(?:[\w-]+:[\t\x20-\x7e]*\r\n)+$/;

const LENGTH = /^\d{1,6}$/;

/** Heads and bodies above these sizes are left to `node:http`, which reads them piece by piece. */
const MOST_HEAD_BYTES = 16 * 1024;
const MOST_BODY_BYTES = 256 * 1024;

/**
 * Reads the head of a request to `/` that is as plain as those of SDKs: whole, with a length, and without anything
 * that changes how a message is framed or a connection used (RFC 9112). What is not quite so is left to `node:http`,
 * which knows all of HTTP, and how to refuse what is none.
 */
export function readPlainHead(bytes: Buffer): PlainHead | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0 || end > MOST_HEAD_BYTES) return undefined;
  const text = bytes.toString('latin1', 0, end + 2);
  if (!HEAD.test(text)) return undefined;
  const headers: Record<string, string> = {};
  for (let at = FIRST_LINE.length; at < text.length; ) {
    const colon = text.indexOf(':', at);
    const line = text.indexOf('\r\n', colon);
    const name = text.slice(at, colon).toLowerCase();
    // What comes twice is joined, refused or left out by rules of its own.
    if (headers[name] !== undefined) return undefined;
    headers[name] = text.slice(colon + 1, line).trim();
    at = line + 2;
  }
  const length = headers['content-length'];
  if (length === undefined || !LENGTH.test(length) || !isPlain(headers)) return undefined;
  const bodyStart = end + 4;
  const bodyEnd = bodyStart + Number(length);
  if (bodyEnd - bodyStart > MOST_BODY_BYTES) return undefined;
  return { method: 'POST', url: '/', headers, bodyStart, bodyEnd };
}

function isPlain(headers: Readonly<Record<string, string>>): boolean {
  const { connection } = headers;
  return (
    (connection === undefined || connection.toLowerCase() === 'keep-alive') &&
    headers['transfer-encoding'] === undefined &&
    headers.expect === undefined &&
    headers.upgrade === undefined
  );
}
