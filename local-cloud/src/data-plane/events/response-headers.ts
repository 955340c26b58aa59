import { Refusal, shown } from './refusal.ts';
import type { Header } from './types.ts';

/**
 * Headers that say how a message is framed: the server that sends the answer knows, the function does not.
 */
const FRAMING = new Set(['transfer-encoding', 'keep-alive', 'trailer', 'upgrade']);

/**
 * Headers of a function that REST APIs and function URLs send under another name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const REMAPPED = new Set(['connection', 'content-length', 'date', 'server', 'www-authenticate']);

export function remapped(headers: Header[]): Header[] {
  return headers
    .filter(([name]) => !FRAMING.has(name.toLowerCase()))
    .map(([name, value]) => [REMAPPED.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]);
}

export function withoutFraming(headers: Header[]): Header[] {
  const framing = new Set([...FRAMING, 'connection', 'content-length']);
  return headers.filter(([name]) => !framing.has(name.toLowerCase()));
}

/** The first header that an HTTP message can't carry: a name must be a token, a value must not break the line. */
export function invalidHeader(headers: readonly Header[]): Refusal | undefined {
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
      return new Refusal(`${shown(name)} can't be a header's name`);
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      return new Refusal(`the value of its header ${name} has characters that HTTP can't carry`);
  }
  return undefined;
}
