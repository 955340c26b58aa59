import { createHash, randomBytes } from 'node:crypto';

const MOMENT_BYTES = 8;
const RANDOM_BYTES = 12;
const PROOF_BYTES = 4;

let latest = 0n;

/**
 * 32 characters that are safe in URLs, as S3's version ids are. Like those they tell, to whoever made them, when that
 * was and that they are none that somebody thought out.
 */
export function newVersionId(): string {
  const now = BigInt(Date.now()) * 1000n;
  latest = now > latest ? now : latest + 1n;
  const content = Buffer.concat([Buffer.alloc(MOMENT_BYTES), randomBytes(RANDOM_BYTES)]);
  content.writeBigUInt64BE(latest);
  return toText(Buffer.concat([content, proofOf(content)]));
}

/** When a version id was made, in microseconds since 1970, later ones always later; undefined for what is none. */
export function versionMoment(id: string): bigint | undefined {
  const bytes = Buffer.from(id.replaceAll('.', '-'), 'base64url');
  const content = bytes.subarray(0, MOMENT_BYTES + RANDOM_BYTES);
  const isOwn = toText(bytes) === id && proofOf(content).equals(bytes.subarray(content.length));
  return isOwn ? content.readBigUInt64BE() : undefined;
}

const proofOf = (content: Buffer): Buffer =>
  createHash('sha256').update(content).digest().subarray(0, PROOF_BYTES);

const toText = (bytes: Buffer): string => bytes.toString('base64url').replaceAll('-', '.');

/** Upload ids are longer. */
export const newUploadId = (): string => toText(randomBytes(96));
