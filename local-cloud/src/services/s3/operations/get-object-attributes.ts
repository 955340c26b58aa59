import type {
  GetObjectAttributesOutput,
  GetObjectAttributesParts,
  GetObjectAttributesRequest,
  ObjectAttributes,
} from '@aws-sdk/client-s3';
import { checksumMembers, checksumValue } from '../checksums.ts';
import { modelled } from '../input.ts';
import { partsPage } from '../listing.ts';
import { versionOf } from '../object-members.ts';
import { requireBucket, requireObject } from '../store.ts';
import type { ObjectVersion } from '../types.ts';

type PartsAsked = Pick<GetObjectAttributesRequest, 'MaxParts' | 'PartNumberMarker'>;

const ATTRIBUTES: Readonly<
  Record<ObjectAttributes, (object: ObjectVersion, asked: PartsAsked) => GetObjectAttributesOutput>
> = {
  ETag: ({ etag }) => ({ ETag: etag }),
  // Here, unlike elsewhere, a composite checksum comes without the number of its parts.
  Checksum: ({ checksum: { value, ...checksum } }) => ({
    Checksum: checksumMembers({ ...checksum, value: value.replace(/-\d+$/, '') }),
  }),
  ObjectParts: (object, asked) => ({ ObjectParts: objectParts(object, asked) }),
  StorageClass: ({ properties }) => ({ StorageClass: properties.StorageClass ?? 'STANDARD' }),
  ObjectSize: ({ size }) => ({ ObjectSize: size }),
};

/** Parts are listed where the object's checksum is made of theirs; of others S3 tells the number alone. */
function objectParts(
  { parts, checksum }: ObjectVersion,
  asked: PartsAsked,
): GetObjectAttributesParts | undefined {
  const TotalPartsCount = parts?.length;
  if (!parts || checksum.type !== 'COMPOSITE') return parts && { TotalPartsCount };
  const { page, told } = partsPage(parts, asked);
  const Parts = page.map((part) => ({
    ...{ PartNumber: part.partNumber, Size: part.size },
    ...checksumValue(part.checksum),
  }));
  return { TotalPartsCount, ...told, Parts };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes = modelled<GetObjectAttributesRequest, GetObjectAttributesOutput>(
  'GetObjectAttributes',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const object = requireObject(bucket, input.Key, input.VersionId);
    const { MaxParts, PartNumberMarker } = input;
    let attributes: GetObjectAttributesOutput = {};
    for (const name of input.ObjectAttributes) {
      attributes = { ...attributes, ...ATTRIBUTES[name](object, { MaxParts, PartNumberMarker }) };
    }
    return { LastModified: object.lastModified, ...versionOf(bucket, object.versionId), ...attributes };
  },
);
