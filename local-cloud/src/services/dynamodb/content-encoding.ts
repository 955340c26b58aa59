import { promisify } from 'node:util';
import { deflateSync, gunzip, gzipSync, inflate } from 'node:zlib';
import { AwsError } from '../../core/aws-error.ts';
import { errorCode } from '../../core/error-code.ts';
import type { ApiRequest } from '../../http/api-request.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html (BatchWriteItem: 16 MB) */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** Shorter answers are never compressed; observed of us-east-1. */
const LEAST_COMPRESSED_BYTES = 4096;

/** Answers are of 1 MB at most, which takes 5 ms at this level and 20 at the usual one. */
const LEVEL = { level: 1 };

const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate) };
const ENCODERS = {
  gzip: (bytes: Buffer) => gzipSync(bytes, LEVEL),
  deflate: (bytes: Buffer) => deflateSync(bytes, LEVEL),
};

type Encoding = keyof typeof ENCODERS;
const ENCODINGS: readonly Encoding[] = ['gzip', 'deflate'];

/**
 * A request's body as it was before its client compressed it.
 *
 * @throws AwsError InternalServerError (500) for what can't be decompressed, as DynamoDB has it;
 * RequestEntityTooLargeException
 */
export async function decompressed(request: ApiRequest): Promise<Buffer> {
  const encoding = request.header('content-encoding')?.trim().toLowerCase() ?? '';
  const body = await request.body();
  if (encoding === '' || encoding === 'identity') return withinLimit(body);
  const decode = DECODERS[encoding as Encoding];
  if (!decode) throw undecodable(`There is no content encoding "${encoding}": DynamoDB has gzip and deflate`);
  try {
    return await decode(body, { maxOutputLength: MAX_REQUEST_BYTES });
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw undecodable(`The request body is no ${encoding}`);
  }
}

/** @throws AwsError RequestEntityTooLargeException (413) */
export function withinLimit(body: Buffer): Buffer {
  if (body.length > MAX_REQUEST_BYTES) throw tooLarge();
  return body;
}

const tooLarge = () =>
  new AwsError('RequestEntityTooLargeException', 'Request size exceeds 16 MB', { status: 413 });

const undecodable = (message: string) => new AwsError('InternalServerError', message, { status: 500 });

/** An answer's bytes, a character each, as its client wants them. */
export function compressed(
  body: string,
  accepted: string | undefined,
): { body: string; encoding: Encoding | undefined } {
  if (accepted === undefined || body.length <= LEAST_COMPRESSED_BYTES) return { body, encoding: undefined };
  const encoding = preferred(accepted);
  if (!encoding) return { body, encoding };
  return { body: ENCODERS[encoding](Buffer.from(body, 'latin1')).toString('latin1'), encoding };
}

/**
 * What DynamoDB takes of `Accept-Encoding`, by what it was seen to answer: the encoding of the highest weight, the first of
 * several; `*` stands for those that are not named, and comes after those that are. Weights that are none are one.
 */
function preferred(header: string): Encoding | undefined {
  const named: [Encoding, number][] = [];
  let others = 0;
  for (const entry of header.toLowerCase().split(',')) {
    const end = entry.indexOf(';');
    const name = (end < 0 ? entry : entry.slice(0, end)).trim();
    const weight = end < 0 ? 1 : weightOf(entry.slice(end));
    if (name === '*') others = Math.max(others, weight);
    else if (name in ENCODERS) named.push([name as Encoding, weight]);
  }
  const unnamed = ENCODINGS.filter((encoding) => !named.some(([name]) => name === encoding));
  let best: [Encoding | undefined, number] = [undefined, 0];
  for (const [encoding, weight] of [...named, ...unnamed.map((encoding) => [encoding, others] as const)]) {
    if (weight > best[1]) best = [encoding, weight];
  }
  return best[0];
}

/** The first weight among an entry's parameters. */
function weightOf(parameters: string): number {
  const text = /q=([^;]*)/.exec(parameters)?.[1]?.trim() ?? '';
  return /^-?\d+(?:\.\d*)?$/.test(text) ? Math.min(Number(text), 1) : 1;
}
