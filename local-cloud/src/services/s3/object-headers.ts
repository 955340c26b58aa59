import type { OperationContext } from '../../protocols/operation.ts';
import type { Bucket } from './bucket.ts';
import { checksumHeaders } from './checksums.ts';
import { invalidRequest } from './errors.ts';
import { requestHeader } from './request-header.ts';
import type { ObjectInput, ObjectVersion } from './types.ts';

type Headers = Record<string, string | undefined>;

/** The version id, in buckets that have or had versioning. */
export const versionHeader = (bucket: Bucket, versionId: string): Headers =>
  bucket.versioning === undefined ? {} : { 'x-amz-version-id': versionId };

/** The same of what was just written: while versioning is suspended, S3 does not say that the version is the null one. */
export const writtenVersionHeader = (bucket: Bucket, versionId: string): Headers =>
  versionId === 'null' ? {} : versionHeader(bucket, versionId);

export const encryptionHeaders = ({ headers }: Pick<ObjectVersion, 'headers'>): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-amz-server-side')));

/** What GetObject and HeadObject say about an object. */
export function objectHeaders(
  bucket: Bucket,
  object: ObjectVersion,
  input: ObjectInput,
  context: OperationContext,
): Headers {
  const headers: Headers = {
    ...object.headers,
    'last-modified': object.lastModified.toUTCString(),
    etag: `"${object.etag}"`,
    'accept-ranges': 'bytes',
    ...versionHeader(bucket, object.versionId),
  };
  // STANDARD goes without saying.
  if (headers['x-amz-storage-class'] === 'STANDARD') delete headers['x-amz-storage-class'];
  for (const [name, value] of Object.entries(object.metadata)) headers[`x-amz-meta-${name}`] = value;
  if (object.tags.length > 0) headers['x-amz-tagging-count'] = String(object.tags.length);
  return { ...headers, ...responseOverrides(input, context) };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax */
const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

function responseOverrides(input: ObjectInput, { request }: OperationContext): Headers {
  const headers: Headers = {};
  for (const name of OVERRIDES) {
    const value = input[`response-${name}`];
    if (value !== undefined) headers[name] = value;
  }
  if (Object.keys(headers).length > 0 && !request?.scope && !request?.query.has('Signature')) {
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  return headers;
}

/** The object's checksum, where the request wants it. */
export function requestedChecksum(object: ObjectVersion, context: OperationContext): Headers {
  const mode = requestHeader(context, 'x-amz-checksum-mode');
  return mode?.toUpperCase() === 'ENABLED' ? checksumHeaders(object.checksum) : {};
}
