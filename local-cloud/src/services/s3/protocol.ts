import type { ApiRequest } from '../../http/api-request.ts';
import type { Match, Protocol } from '../../protocols/protocol.ts';
import { restXmlProtocol } from '../../protocols/rest-xml.ts';
import { bucketPath, checkPath } from './address.ts';
import { BodyDigests } from './body-digests.ts';
import { invalidRequest, malformedXml, S3Error } from './errors.ts';
import { model, routes } from './input.ts';
import { ObjectBody } from './object-body.ts';
import { digestsOf, requestHead } from './request-head.ts';

/** What answers are called, where that is not how their shapes are. */
const ROOTS: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: 'CompleteMultipartUploadResult',
  CreateMultipartUpload: 'InitiateMultipartUploadResult',
  DeleteObjects: 'DeleteResult',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketCors: 'CORSConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketTagging: 'Tagging',
  GetBucketVersioning: 'VersioningConfiguration',
  GetBucketWebsite: 'WebsiteConfiguration',
  GetObjectAcl: 'AccessControlPolicy',
  GetObjectAttributes: 'GetObjectAttributesResponse',
  GetObjectTagging: 'Tagging',
  ListBuckets: 'ListAllMyBucketsResult',
  ListMultipartUploads: 'ListMultipartUploadsResult',
  ListObjectVersions: 'ListVersionsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
  ListParts: 'ListPartsResult',
};

const base = restXmlProtocol(model, {
  ...{ routes, roots: ROOTS, unwrapped: ['GetBucketLocation'] },
  namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  path: bucketPath,
  head: requestHead,
  stream: (request) => new ObjectBody(request),
  whole: verifiedBody,
  malformed: () => malformedXml(),
});

/** Operations that a header, of all things, tells from another. */
const COPIES: Readonly<Record<string, string>> = { PutObject: 'CopyObject', UploadPart: 'UploadPartCopy' };

/** Answers with a type that is neither a document's nor the object's own. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  GetBucketPolicy: 'application/json',
  HeadBucket: 'application/xml',
};

/** REST XML as S3 has it: buckets in hosts, copies told by a header, parts of objects by their status, errors with headers. */
export const s3Protocol: Protocol = {
  ...base,
  match(request) {
    const match = base.match(request);
    const copy = match && COPIES[match.operation];
    return copy && request.header('x-amz-copy-source') !== undefined ? { ...match, operation: copy } : match;
  },
  parse(request, match) {
    checkPath(request);
    if (match.operation === 'DeleteObjects') requireDigest(request);
    if (match.operation === 'GetObject' || match.operation === 'HeadObject') checkOverrides(request);
    return base.parse(request, match);
  },
  serialize(output, match, request) {
    const wire = base.serialize(output, match, request);
    const type = CONTENT_TYPES[match.operation];
    const status = isPartial(output, match, request) ? 206 : wire.status;
    return { ...wire, status, headers: type ? { ...wire.headers, 'content-type': type } : wire.headers };
  },
  serializeError(error, request) {
    const wire = base.serializeError(error, request);
    return error instanceof S3Error ? { ...wire, headers: { ...wire.headers, ...error.headers } } : wire;
  },
};

/** Whether an answer has a range of an object, or one of its parts, of which an empty object has no range. */
function isPartial(output: unknown, { operation }: Match, { query }: ApiRequest): boolean {
  if (operation !== 'GetObject' && operation !== 'HeadObject') return false;
  return (output as { ContentRange?: string }).ContentRange !== undefined || query.has('partNumber');
}

/** The whole body, once it is what the request's headers promise. @throws AwsError BadDigest (400) and its like */
async function verifiedBody(request: ApiRequest, { operation }: Match): Promise<Buffer> {
  const bytes = await request.body();
  const { shapes, operations } = model();
  const members = shapes[operations[operation]?.input?.shape ?? '']?.members ?? {};
  const { ContentMD5, ...checksums } = digestsOf(request);
  // Where checksums are members, they are the object's, which is not in the body.
  const own = members.ChecksumCRC32 ? { ContentMD5 } : { ContentMD5, ...checksums };
  const digests = new BodyDigests(own, { sha256: request.header('x-amz-content-sha256') });
  digests.update(bytes);
  digests.verify();
  return bytes;
}

/** S3 refuses to delete by a list it can't verify. */
function requireDigest(request: ApiRequest): void {
  const { ChecksumAlgorithm: _, ...digests } = digestsOf(request);
  if (Object.values(digests).every((digest) => digest === undefined)) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
}

/** @throws AwsError InvalidRequest (400) for headers of an answer to be other ones, where nobody says who asks */
function checkOverrides({ query, scope }: ApiRequest): void {
  if (scope || query.has('Signature')) return;
  for (const name of query.keys()) {
    if (name.startsWith('response-')) {
      throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
    }
  }
}
