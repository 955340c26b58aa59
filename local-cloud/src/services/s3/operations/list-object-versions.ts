import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
} from '@aws-sdk/client-s3';
import { type Bucket, isObject } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { modelled } from '../input.ts';
import { listKeys, nameEncoder, pageSize } from '../listing.ts';
import { checkVersionId, ownerId, requireBucket } from '../store.ts';
import type { Version } from '../types.ts';
import { compareUtf8 } from '../utf8-order.ts';
import { versionMoment } from '../version-id.ts';

/**
 * By key, newest version first.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export const listObjectVersions = modelled<ListObjectVersionsRequest, ListObjectVersionsOutput>(
  'ListObjectVersions',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const encode = nameEncoder(input.EncodingType);
    const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
    const { KeyMarker: keyMarker = '', VersionIdMarker: idMarker = '' } = input;
    if (idMarker !== '' && keyMarker === '') {
      throw invalidArgument(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        idMarker,
      );
    }
    if (idMarker !== '') checkVersionId(bucket, idMarker, 'version-id-marker');
    const maxKeys = pageSize(input.MaxKeys);
    const { page, commonPrefixes, next } = pageOf(bucket, {
      ...{ prefix, delimiter, keyMarker, idMarker, maxKeys },
    });
    const ID = ownerId(context.accountId);
    const describe = (version: Version): DeleteMarkerEntry => ({
      Key: encode(version.key),
      VersionId: version.versionId,
      IsLatest: bucket.latest(version.key) === version,
      LastModified: version.lastModified,
      Owner: { ID },
    });
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: idMarker,
      NextKeyMarker: next && encode(next.key),
      NextVersionIdMarker: next?.versionId,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: maxKeys,
      EncodingType: input.EncodingType,
      IsTruncated: next !== undefined,
      Versions: page.filter(isObject).map((version) => ({
        ...describe(version),
        ETag: `"${version.etag}"`,
        ChecksumAlgorithm: [version.checksum.algorithm],
        ChecksumType: version.checksum.type,
        Size: version.size,
        // The SDK knows no other here, and S3 answers all there are.
        StorageClass: (version.properties.StorageClass ?? 'STANDARD') as 'STANDARD',
      })),
      DeleteMarkers: page.filter(({ kind }) => kind === 'delete-marker').map(describe),
      CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
    };
  },
);

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
