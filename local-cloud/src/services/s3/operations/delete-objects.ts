import type { OperationContext } from '../../../protocols/operation.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import { isObject } from '../bucket.ts';
import { invalidRequest, malformedXml, noSuchVersion, preconditionFailed } from '../errors.ts';
import { requestHeader } from '../request-header.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output, Version } from '../types.ts';
import { versionMoment } from '../version-id.ts';
import { asList, asText, readDocument } from '../xml-body.ts';
import { deleteObject } from './delete-object.ts';

const MAX_OBJECTS = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(input: BucketInput, context: OperationContext): Promise<S3Output> {
  requireDigest(context);
  const request = await readDocument(context, 'Delete');
  const objects = asList(request?.Object);
  if (objects.length === 0 || objects.length > MAX_OBJECTS) throw malformedXml();
  const bucket = requireBucket(input.Bucket, context);
  const deleted: XmlRecord[] = [];
  const errors: XmlRecord[] = [];
  // The request's own headers (conditions among them) are about the request, not about each object.
  const { request: _request, ...inner } = context;
  for (const entry of objects) {
    const Key = asText(entry.Key);
    const versionId = entry.VersionId === undefined ? undefined : asText(entry.VersionId);
    if (entry.ETag !== undefined && !matches(bucket.latest(Key), asText(entry.ETag))) {
      const { code, message } = preconditionFailed('If-Match');
      errors.push({ Key, Code: code, Message: message });
      continue;
    }
    if (versionId !== undefined && !bucket.version(Key, versionId) && !mayHaveBeen(versionId)) {
      const { code, message } = noSuchVersion(Key, versionId);
      errors.push({ Key, VersionId: versionId, Code: code, Message: message });
      continue;
    }
    const { headers } = await deleteObject({ Bucket: input.Bucket, Key, versionId }, inner);
    const marker = headers?.['x-amz-delete-marker'] === 'true';
    deleted.push({
      Key,
      VersionId: versionId,
      DeleteMarker: marker ? true : undefined,
      DeleteMarkerVersionId: marker ? headers['x-amz-version-id'] : undefined,
    });
  }
  const quiet = request?.Quiet === 'true';
  return { document: { root: 'DeleteResult', content: { Deleted: quiet ? [] : deleted, Error: errors } } };
}

/** Whether there may have been such a version, which is then deleted already. */
const mayHaveBeen = (versionId: string): boolean =>
  versionId === 'null' || versionMoment(versionId) !== undefined;

const matches = (version: Version | undefined, etag: string): boolean =>
  isObject(version) && (etag === '*' || etag.replaceAll('"', '') === version.etag);

/** S3 refuses to delete by a list it can't verify. */
function requireDigest(context: OperationContext): void {
  const names = [
    'content-md5',
    ...['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'].map((name) => `x-amz-checksum-${name}`),
  ];
  if (!names.some((name) => requestHeader(context, name) !== undefined)) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
}
