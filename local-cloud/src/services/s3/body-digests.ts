import { createHash, type Hash } from 'node:crypto';
import type { PutObjectRequest } from '@aws-sdk/client-s3';
import {
  ALGORITHMS,
  checkForm,
  checksumMismatch,
  createChecksum,
  DEFAULT_ALGORITHM,
  headerName,
  parseAlgorithm,
} from './checksums.ts';
import type { ByteHash } from './crc.ts';
import { badDigest, invalidDigest, invalidRequest, S3Error } from './errors.ts';
import type { Checksum, ChecksumAlgorithm } from './types.ts';

type Checksummed = Pick<
  PutObjectRequest,
  'ChecksumCRC32' | 'ChecksumCRC32C' | 'ChecksumCRC64NVME' | 'ChecksumSHA1' | 'ChecksumSHA256'
>;

/** What a request promises of its body. */
export type Digests = Readonly<Checksummed & Pick<PutObjectRequest, 'ContentMD5'>> & {
  /** By name, which may be that of none. */
  readonly ChecksumAlgorithm?: string;
};

/** What else the request says of it, which is no member of anything. */
export interface WireDigests {
  /** `x-amz-content-sha256`. */
  readonly sha256?: string;
  /** The name of the header that comes after the body. */
  readonly trailer?: string;
  readonly trailers?: ReadonlyMap<string, string>;
}

/** The digests of a body as it comes in, and whether they are what the request promised. */
export class BodyDigests {
  readonly algorithm: ChecksumAlgorithm;
  /** Whether the request says which. */
  readonly isNamed: boolean;
  readonly #md5 = createHash('md5');
  readonly #sha256: Hash | undefined;
  readonly #checksum: ByteHash;
  readonly #contentMd5: string | undefined;
  readonly #promised: string | undefined;
  readonly #wire: WireDigests;
  #md5Digest: Buffer | undefined;
  #checksumValue: string | undefined;

  /**
   * @param required the algorithm an upload was begun with
   * @throws AwsError InvalidDigest, InvalidRequest (400) for what can't be right whatever the body
   */
  constructor(given: Digests, wire: WireDigests, required?: ChecksumAlgorithm) {
    this.#wire = wire;
    const sums = checksumsIn(given);
    const named = namedAlgorithm(sums, given, wire);
    if (required) checkAlgorithm(named, required);
    this.isNamed = named !== undefined;
    this.algorithm = named ?? required ?? DEFAULT_ALGORITHM;
    this.#checksum = createChecksum(this.algorithm);
    this.#contentMd5 = given.ContentMD5;
    if (this.#contentMd5 !== undefined && Buffer.from(this.#contentMd5, 'base64').length !== 16) {
      throw invalidDigest();
    }
    this.#promised = sums[this.algorithm];
    if (this.#promised !== undefined) checkForm(this.algorithm, this.#promised);
    this.#sha256 = /^[0-9a-f]{64}$/.test(wire.sha256 ?? '') ? createHash('sha256') : undefined;
  }

  update(bytes: Buffer): void {
    this.#md5.update(bytes);
    this.#sha256?.update(bytes);
    this.#checksum.update(bytes);
  }

  /** @throws AwsError BadDigest, XAmzContentSHA256Mismatch (400) */
  verify(): void {
    this.#md5Digest = this.#md5.digest();
    const md5 = this.#md5Digest.toString('base64');
    if (this.#contentMd5 !== undefined && this.#contentMd5 !== md5) {
      throw badDigest({ ExpectedDigest: this.#contentMd5, CalculatedDigest: md5 });
    }
    const promisedSha = this.#wire.sha256;
    const sha = this.#sha256?.digest('hex');
    if (sha !== undefined && sha !== promisedSha) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        { members: { ClientComputedContentSHA256: promisedSha, S3ComputedContentSHA256: sha } },
      );
    }
    this.#checksumValue = this.#checksum.digest().toString('base64');
    const promised = this.#promised ?? this.#wire.trailers?.get(headerName(this.algorithm));
    if (promised === undefined) return;
    checkForm(this.algorithm, promised);
    if (promised !== this.#checksumValue) throw checksumMismatch(this.algorithm);
  }

  /** Hexadecimal; only after `verify`. */
  get md5(): string {
    return this.#md5Digest!.toString('hex');
  }

  /** Only after `verify`. */
  get checksum(): Checksum {
    return { algorithm: this.algorithm, value: this.#checksumValue!, type: 'FULL_OBJECT' };
  }
}

export type Checksums = Readonly<Partial<Record<ChecksumAlgorithm, string>>>;

/** The checksums a request brings, by their algorithms. */
export const checksumsIn = ({
  ChecksumCRC32,
  ChecksumCRC32C,
  ChecksumCRC64NVME,
  ChecksumSHA1,
  ChecksumSHA256,
}: Checksummed): Checksums => ({
  ...{ CRC32: ChecksumCRC32, CRC32C: ChecksumCRC32C, CRC64NVME: ChecksumCRC64NVME },
  ...{ SHA1: ChecksumSHA1, SHA256: ChecksumSHA256 },
});

function namedAlgorithm(
  sums: Checksums,
  { ChecksumAlgorithm: name }: Digests,
  { trailer }: WireDigests,
): ChecksumAlgorithm | undefined {
  const given = ALGORITHMS.filter((algorithm) => sums[algorithm] !== undefined);
  if (given.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  if (given[0]) return given[0];
  const announced = ALGORITHMS.find((algorithm) => headerName(algorithm) === trailer);
  return announced ?? (name === undefined ? undefined : parseAlgorithm(name));
}

/** S3 computes a CRC where a part comes without one, and no SHA. @throws AwsError InvalidRequest (400) */
function checkAlgorithm(named: ChecksumAlgorithm | undefined, required: ChecksumAlgorithm): void {
  if (named === required || (named === undefined && required.startsWith('CRC'))) return;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${required.toLowerCase()}, actual checksum Type: ${named?.toLowerCase() ?? null}`,
  );
}
