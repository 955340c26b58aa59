import { createHash, type Hash } from 'node:crypto';
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

type ReadHeader = (name: string) => string | undefined;

/** The digests of a body as it comes in, and whether they are what the request's headers promised. */
export class BodyDigests {
  readonly algorithm: ChecksumAlgorithm;
  /** Whether the request named the algorithm, be it by a checksum or by name. */
  readonly chosen: boolean;
  readonly #md5 = createHash('md5');
  readonly #sha256: Hash | undefined;
  readonly #checksum: ByteHash;
  readonly #header: ReadHeader;
  #md5Digest: Buffer | undefined;
  #checksumValue: string | undefined;

  /**
   * @param preferred the algorithm an upload was begun with
   * @throws AwsError InvalidDigest, InvalidRequest (400) for headers that can't be right whatever the body
   */
  constructor(header: ReadHeader, preferred?: ChecksumAlgorithm) {
    this.#header = header;
    const named = namedAlgorithm(header) ?? preferred;
    this.chosen = named !== undefined;
    this.algorithm = named ?? DEFAULT_ALGORITHM;
    this.#checksum = createChecksum(this.algorithm);
    const contentMd5 = header('content-md5');
    if (contentMd5 !== undefined && Buffer.from(contentMd5, 'base64').length !== 16) throw invalidDigest();
    const promised = header(headerName(this.algorithm));
    if (promised !== undefined) checkForm(this.algorithm, promised);
    this.#sha256 = /^[0-9a-f]{64}$/.test(header('x-amz-content-sha256') ?? '')
      ? createHash('sha256')
      : undefined;
  }

  update(bytes: Buffer): void {
    this.#md5.update(bytes);
    this.#sha256?.update(bytes);
    this.#checksum.update(bytes);
  }

  /**
   * @param trailers headers that came after the body
   * @throws AwsError BadDigest, XAmzContentSHA256Mismatch (400)
   */
  verify(trailers: ReadonlyMap<string, string> = new Map()): void {
    this.#md5Digest = this.#md5.digest();
    const contentMd5 = this.#header('content-md5');
    if (contentMd5 !== undefined && contentMd5 !== this.#md5Digest.toString('base64')) {
      const members = { ExpectedDigest: contentMd5, CalculatedDigest: this.#md5Digest.toString('base64') };
      throw badDigest(members);
    }
    const promisedSha = this.#header('x-amz-content-sha256');
    const sha = this.#sha256?.digest('hex');
    if (sha !== undefined && sha !== promisedSha) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        { members: { ClientComputedContentSHA256: promisedSha, S3ComputedContentSHA256: sha } },
      );
    }
    this.#checksumValue = this.#checksum.digest().toString('base64');
    const name = headerName(this.algorithm);
    const promised = this.#header(name) ?? trailers.get(name);
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

function namedAlgorithm(header: ReadHeader): ChecksumAlgorithm | undefined {
  const given = ALGORITHMS.filter((algorithm) => header(headerName(algorithm)) !== undefined);
  if (given.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  if (given[0]) return given[0];
  const trailer = header('x-amz-trailer')?.trim().toLowerCase();
  const announced = ALGORITHMS.find((algorithm) => headerName(algorithm) === trailer);
  if (announced) return announced;
  const name = header('x-amz-sdk-checksum-algorithm') ?? header('x-amz-checksum-algorithm');
  return name === undefined ? undefined : parseAlgorithm(name);
}
