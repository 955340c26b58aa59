import type { OperationContext } from '../../../protocols/operation.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import type { Bucket } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { listKeys, maxKeysOf, nameEncoder } from '../listing.ts';
import { checkVersionId, ownerId, requireBucket } from '../store.ts';
import type { BucketInput, S3Output, Version } from '../types.ts';
import { compareUtf8 } from '../utf8-order.ts';
import { versionMoment } from '../version-id.ts';

/**
 * By key, newest version first.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function listObjectVersions(input: BucketInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  const encode = nameEncoder(input);
  const { prefix = '', delimiter = '' } = input;
  const keyMarker = input['key-marker'] ?? '';
  const idMarker = input['version-id-marker'] ?? '';
  if (idMarker !== '' && keyMarker === '') {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      idMarker,
    );
  }
  if (idMarker !== '') checkVersionId(bucket, idMarker, 'version-id-marker');
  const maxKeys = maxKeysOf(input);
  const { page, commonPrefixes, next } = pageOf(bucket, { prefix, delimiter, keyMarker, idMarker, maxKeys });
  const ID = ownerId(context.accountId);
  const describe = (version: Version): XmlRecord => ({
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: bucket.latest(version.key) === version,
    LastModified: version.lastModified,
    Owner: { ID },
    ...(version.kind === 'object'
      ? {
          ETag: `"${version.etag}"`,
          ChecksumAlgorithm: version.checksum.algorithm,
          ChecksumType: version.checksum.type,
          Size: version.size,
          StorageClass: version.headers['x-amz-storage-class'] ?? 'STANDARD',
        }
      : {}),
  });
  return {
    document: {
      root: 'ListVersionsResult',
      content: {
        Name: bucket.name,
        Prefix: encode(prefix),
        KeyMarker: encode(keyMarker),
        VersionIdMarker: idMarker,
        NextKeyMarker: next && encode(next.key),
        NextVersionIdMarker: next?.versionId,
        Delimiter: delimiter === '' ? undefined : encode(delimiter),
        MaxKeys: maxKeys,
        EncodingType: input['encoding-type'],
        IsTruncated: next !== undefined,
        Version: page.filter(({ kind }) => kind === 'object').map(describe),
        DeleteMarker: page.filter(({ kind }) => kind === 'delete-marker').map(describe),
        CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      },
    },
  };
}

interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  readonly idMarker: string;
  readonly maxKeys: number;
}

interface Page {
  readonly page: readonly Version[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page goes on, if there is one. */
  readonly next: { readonly key: string; readonly versionId?: string } | undefined;
}

function pageOf(bucket: Bucket, { keyMarker, idMarker, maxKeys, prefix, delimiter }: PageRequest): Page {
  const listed = listKeys(bucket.keys, compareUtf8, {
    ...{ prefix, delimiter, after: keyMarker, maxKeys: Number.MAX_SAFE_INTEGER },
  });
  const older = versionsAfter(bucket, keyMarker, idMarker).filter(({ key }) => key.startsWith(prefix));
  const names = [...listed.keys, ...listed.commonPrefixes].sort(compareUtf8);
  const rolledUp = new Set(listed.commonPrefixes);
  const entries: (Version | string)[] = [
    ...older,
    ...names.flatMap((name): readonly (Version | string)[] =>
      rolledUp.has(name) ? [name] : bucket.versions(name),
    ),
  ];
  const taken = entries.slice(0, maxKeys);
  const last = entries.length > taken.length ? taken.at(-1) : undefined;
  return {
    page: taken.filter((entry) => typeof entry !== 'string'),
    commonPrefixes: taken.filter((entry) => typeof entry === 'string'),
    next: typeof last === 'string' ? { key: last } : last,
  };
}

/** Older versions of the marker's own key, where the last page ended among them. */
function versionsAfter(bucket: Bucket, key: string, versionId: string): readonly Version[] {
  if (versionId === '') return [];
  const versions = bucket.versions(key);
  const index = versions.findIndex((version) => version.versionId === versionId);
  if (index >= 0) return versions.slice(index + 1);
  // It was deleted since the last page: what is older is still to come. Of the null version nobody knows when it was.
  const moment = versionMoment(versionId);
  return versions.filter((version) => {
    const own = versionMoment(version.versionId);
    return moment === undefined || own === undefined || own < moment;
  });
}
