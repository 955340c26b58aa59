import type { OperationContext } from '../../../protocols/operation.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import { checksumElements } from '../checksums.ts';
import { invalidArgument } from '../errors.ts';
import { versionHeader } from '../object-headers.ts';
import { requestHeader } from '../request-header.ts';
import { requireBucket, requireObject } from '../store.ts';
import type { ObjectInput, ObjectVersion, S3Output } from '../types.ts';

const ATTRIBUTES: Readonly<Record<string, (object: ObjectVersion) => XmlRecord>> = {
  ETag: ({ etag }) => ({ ETag: etag }),
  Checksum: ({ checksum }) => ({ Checksum: checksumElements(checksum) }),
  ObjectParts: ({ parts }) => (parts ? { ObjectParts: { PartsCount: parts.length } } : {}),
  StorageClass: ({ headers }) => ({ StorageClass: headers['x-amz-storage-class'] ?? 'STANDARD' }),
  ObjectSize: ({ size }) => ({ ObjectSize: size }),
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export function getObjectAttributes(input: ObjectInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  const object = requireObject(bucket, input.Key, input.versionId);
  const header = requestHeader(context, 'x-amz-object-attributes') ?? '';
  const wanted = header.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !Object.hasOwn(ATTRIBUTES, name));
  if (unknown !== undefined) {
    throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown);
  }
  let content: XmlRecord = {};
  for (const name of wanted) content = { ...content, ...ATTRIBUTES[name]!(object) };
  return {
    headers: {
      'last-modified': object.lastModified.toUTCString(),
      ...versionHeader(bucket, object.versionId),
    },
    document: { root: 'GetObjectAttributesResponse', content },
  };
}
