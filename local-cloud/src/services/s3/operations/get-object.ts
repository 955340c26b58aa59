import type { OperationContext } from '../../../protocols/operation.ts';
import { checkReadConditions } from '../conditions.ts';
import { invalidArgument, invalidRequest, S3Error } from '../errors.ts';
import { objectHeaders, requestedChecksum } from '../object-headers.ts';
import { type ByteRange, parseRange } from '../range.ts';
import { requestHeader } from '../request-header.ts';
import { bucketStore, checkReadable, requireBucket, requireObject } from '../store.ts';
import type { ObjectInput, ObjectVersion, S3Output } from '../types.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function getObject(input: ObjectInput, context: OperationContext): S3Output {
  const { object, output } = describeObject(input, context, 'GET');
  checkReadable(object);
  const { start, end } = output.range ?? { start: 0, end: object.size - 1 };
  const body = end < start ? '' : bucketStore(context).blobs.read(object.blobs, start, end);
  return { ...output, body };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function headObject(input: ObjectInput, context: OperationContext): S3Output {
  return describeObject(input, context, 'HEAD').output;
}

interface Described {
  readonly object: ObjectVersion;
  readonly output: S3Output & { readonly range?: ByteRange };
}

function describeObject(input: ObjectInput, context: OperationContext, method: string): Described {
  const bucket = requireBucket(input.Bucket, context);
  const object = requireObject(bucket, input.Key, input.versionId, method);
  checkReadConditions(object, context);
  const headers = objectHeaders(bucket, object, input, context);
  if (input.partNumber !== undefined && requestHeader(context, 'range') !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const part = partRange(object, input.partNumber);
  const range = part ?? parseRange(requestHeader(context, 'range'), object.size);
  const parts = part && object.parts ? { 'x-amz-mp-parts-count': object.parts.length } : {};
  if (!range) {
    const checksum = requestedChecksum(object, context);
    return { object, output: { headers: { ...headers, ...checksum, 'content-length': object.size } } };
  }
  const { start, end } = range;
  const slice = {
    'content-length': end - start + 1,
    'content-range': object.size > 0 ? `bytes ${start}-${end}/${object.size}` : undefined,
  };
  return { object, output: { status: 206, headers: { ...headers, ...parts, ...slice }, range } };
}

/** The bytes of one part, as it was uploaded; an object uploaded in one go has one part. */
function partRange(object: ObjectVersion, partNumber: string | undefined): ByteRange | undefined {
  if (partNumber === undefined) return undefined;
  const wanted = Number(partNumber);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      partNumber,
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
