import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { isObject, parseJson } from './parse-result.ts';
import { Refusal } from './refusal.ts';
import { HTTP_INTEGRATION_RESPONSE } from './streamed-result.ts';

const DELIMITER = Buffer.alloc(8);

/** What a stream without a byte is answered with, whatever head it was given: Lambda's client writes that before the first write. */
const NO_HEAD = { statusCode: 200, headers: { 'Content-Type': 'application/octet-stream' } };

/** More than this before the delimiter is no prelude. */
const MAX_PRELUDE_BYTES = 1024 * 1024;

/**
 * Takes the head off an answer that streams: JSON with status, headers and cookies, before eight null bytes. A stream
 * without that prelude is all body.
 * https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html
 *
 * @param required whether a stream has to have one
 */
export async function streamedHead(
  contentType: string,
  body: Readable,
  required = false,
): Promise<Record<string, unknown> | Refusal> {
  if (contentType !== HTTP_INTEGRATION_RESPONSE) {
    if (required) return new Refusal(`its stream has the content type ${contentType}, and so no status`);
    return { statusCode: 200, headers: { 'Content-Type': contentType } };
  }
  const prelude = await readPrelude(body);
  if (prelude?.length === 0 && !required) return NO_HEAD;
  const head = prelude && parseJson(prelude);
  return isObject(head)
    ? { statusCode: 200, ...head }
    : new Refusal('its stream does not begin with a head in JSON');
}

/** @returns undefined where the stream ends, or breaks off, before the delimiter; empty where it ends without a byte */
async function readPrelude(body: Readable): Promise<Buffer | undefined> {
  let read = Buffer.alloc(0);
  while (read.length < MAX_PRELUDE_BYTES) {
    const chunk: Buffer | null = body.read();
    if (chunk === null) {
      if (body.readableEnded && !body.errored) return read.length === 0 ? read : undefined;
      if (body.destroyed) return undefined;
      await Promise.race([once(body, 'readable'), once(body, 'end'), once(body, 'close')]).catch(() => {});
      continue;
    }
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf(DELIMITER);
    if (end === -1) continue;
    const rest = read.subarray(end + DELIMITER.length);
    if (rest.length > 0) body.unshift(rest);
    return read.subarray(0, end);
  }
  return undefined;
}
