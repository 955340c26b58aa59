import { createHash } from 'node:crypto';
import { type ByteHash, createCrc32, createCrc32c, createCrc64nvme } from './crc.ts';
import { invalidRequest, S3Error } from './errors.ts';
import type { Checksum, ChecksumAlgorithm } from './types.ts';

const HASHES: Readonly<Record<ChecksumAlgorithm, { readonly bytes: number; create(): ByteHash }>> = {
  CRC32: { bytes: 4, create: createCrc32 },
  CRC32C: { bytes: 4, create: createCrc32c },
  CRC64NVME: { bytes: 8, create: createCrc64nvme },
  SHA1: { bytes: 20, create: () => createHash('sha1') },
  SHA256: { bytes: 32, create: () => createHash('sha256') },
};

/** What S3 computes where the uploader names no algorithm. */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = 'CRC64NVME';

export const createChecksum = (algorithm: ChecksumAlgorithm): ByteHash => HASHES[algorithm].create();

export const headerName = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

export const ALGORITHMS = Object.keys(HASHES) as ChecksumAlgorithm[];

/** @throws AwsError InvalidRequest (400) for a name that is none */
export function parseAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = ALGORITHMS.find((candidate) => candidate === name.toUpperCase());
  if (!algorithm) {
    throw invalidRequest(
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHMS.join(', ')}]`,
    );
  }
  return algorithm;
}

/** @throws AwsError InvalidRequest (400) for a value that can't be one of this algorithm */
export function checkForm(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== HASHES[algorithm].bytes || bytes.toString('base64') !== value) {
    throw invalidRequest(`Value for ${headerName(algorithm)} header is invalid.`);
  }
}

/** @param algorithm as S3 writes it there */
export const checksumMismatch = (algorithm: string): S3Error =>
  new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);

/** The checksum of part checksums, as multipart uploads have it. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly Checksum[]): Checksum {
  const hash = createChecksum(algorithm);
  for (const part of parts) hash.update(Buffer.from(part.value, 'base64'));
  return { algorithm, type: 'COMPOSITE', value: `${hash.digest().toString('base64')}-${parts.length}` };
}

/** The member that tells a checksum. */
export const checksumValue = ({
  algorithm,
  value,
}: Checksum): { readonly [Name in ChecksumMember]?: string } => ({
  [`Checksum${algorithm}`]: value,
});

type ChecksumMember = `Checksum${ChecksumAlgorithm}`;

/** The same, and what it is of. */
export const checksumMembers = (checksum: Checksum) => ({
  ...checksumValue(checksum),
  ChecksumType: checksum.type,
});
