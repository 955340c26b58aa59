import type {
  GetObjectAttributesOutput,
  GetObjectAttributesRequest,
  ObjectAttributes,
} from '@aws-sdk/client-s3';
import { checksumMembers } from '../checksums.ts';
import { modelled } from '../input.ts';
import { versionOf } from '../object-members.ts';
import { requireBucket, requireObject } from '../store.ts';
import type { ObjectVersion } from '../types.ts';

const ATTRIBUTES: Readonly<Record<ObjectAttributes, (object: ObjectVersion) => GetObjectAttributesOutput>> = {
  ETag: ({ etag }) => ({ ETag: etag }),
  Checksum: ({ checksum }) => ({ Checksum: checksumMembers(checksum) }),
  ObjectParts: ({ parts }) => (parts ? { ObjectParts: { TotalPartsCount: parts.length } } : {}),
  StorageClass: ({ properties }) => ({ StorageClass: properties.StorageClass ?? 'STANDARD' }),
  ObjectSize: ({ size }) => ({ ObjectSize: size }),
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes = modelled<GetObjectAttributesRequest, GetObjectAttributesOutput>(
  'GetObjectAttributes',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const object = requireObject(bucket, input.Key, input.VersionId);
    let attributes: GetObjectAttributesOutput = {};
    for (const name of input.ObjectAttributes) attributes = { ...attributes, ...ATTRIBUTES[name](object) };
    return { LastModified: object.lastModified, ...versionOf(bucket, object.versionId), ...attributes };
  },
);
