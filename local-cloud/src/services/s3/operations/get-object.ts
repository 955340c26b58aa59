import type {
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Checked } from '../../../protocols/shapes/modelled.ts';
import { checkReadConditions } from '../conditions.ts';
import { invalidArgument, invalidRequest, S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { type ObjectMembers, objectMembers, requestedChecksum } from '../object-members.ts';
import { type ByteRange, parseRange } from '../range.ts';
import { bucketStore, checkReadable, requireBucket, requireObject } from '../store.ts';
import type { AsSent, ObjectVersion } from '../types.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = modelled<GetObjectRequest, AsSent<GetObjectOutput>>(
  'GetObject',
  (input, context) => {
    const { object, range, members } = describeObject(input, context, 'GET');
    checkReadable(object);
    const { start, end } = range ?? { start: 0, end: object.size - 1 };
    const Body = end < start ? undefined : bucketStore(context).blobs.read(object.blobs, start, end);
    return { ...members, TagCount: object.tags.length || undefined, Body };
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = modelled<HeadObjectRequest, AsSent<HeadObjectOutput>>(
  'HeadObject',
  (input, context) => {
    const { object, members } = describeObject(input, context, 'HEAD');
    return { ...members, TagCount: object.tags.length || undefined };
  },
);

interface Described {
  readonly object: ObjectVersion;
  readonly range: ByteRange | undefined;
  readonly members: ObjectMembers;
}

function describeObject(
  input: Checked<GetObjectRequest | HeadObjectRequest>,
  context: OperationContext,
  method: string,
): Described {
  const bucket = requireBucket(input, context);
  const object = requireObject(bucket, input.Key, input.VersionId, method);
  checkReadConditions(object, input);
  const members = objectMembers(bucket, object, input);
  if (input.PartNumber !== undefined && input.Range !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const part = partRange(object, input.PartNumber);
  const range = part ?? parseRange(input.Range, object.size);
  const checksum = requestedChecksum(object, input.ChecksumMode, { range, part: part && input.PartNumber });
  if (!range) {
    return { object, range, members: { ...members, ...checksum, ContentLength: object.size } };
  }
  const { start, end } = range;
  const slice = {
    PartsCount: part && object.parts?.length,
    ContentLength: end - start + 1,
    ContentRange: object.size > 0 ? `bytes ${start}-${end}/${object.size}` : undefined,
  };
  return { object, range, members: { ...members, ...checksum, ...slice } };
}

/** The bytes of one part, as it was uploaded; an object uploaded in one go has one part. */
function partRange(object: ObjectVersion, wanted: number | undefined): ByteRange | undefined {
  if (wanted === undefined) return undefined;
  if (wanted < 1 || wanted > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      String(wanted),
    );
  }
  const sizes = object.parts?.map(({ size }) => size) ?? [object.size];
  const size = sizes[wanted - 1];
  if (size === undefined) {
    throw new S3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      status: 416,
      members: { PartNumberRequested: wanted, ActualPartCount: sizes.length },
    });
  }
  const start = sizes.slice(0, wanted - 1).reduce((sum, each) => sum + each, 0);
  return { start, end: start + size - 1 };
}
