import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { headerNotImplemented, noSuchKey, notModified, preconditionFailed } from './errors.ts';
import type { ObjectVersion, Version } from './types.ts';

type Validators = Pick<ObjectVersion, 'etag' | 'lastModified'>;

export type Conditions = Readonly<
  Pick<GetObjectRequest, 'IfMatch' | 'IfNoneMatch' | 'IfModifiedSince' | 'IfUnmodifiedSince'>
>;

/**
 * The conditions of a read, in the order of RFC 9110, 13.2.2, which S3 follows: If-Match wins over
 * If-Unmodified-Since, If-None-Match over If-Modified-Since.
 *
 * @throws AwsError PreconditionFailed (412); NotModified (304), with the validators
 */
export function checkReadConditions(
  object: Validators,
  { IfMatch: match, IfUnmodifiedSince: since, IfNoneMatch: noneMatch, IfModifiedSince: modified }: Conditions,
): void {
  if (match !== undefined ? !listed(match, object.etag) : modifiedSince(object, since) === true) {
    throw preconditionFailed(match === undefined ? 'If-Unmodified-Since' : 'If-Match');
  }
  if (noneMatch !== undefined ? listed(noneMatch, object.etag) : modifiedSince(object, modified) === false) {
    throw notModified({ etag: `"${object.etag}"`, 'last-modified': object.lastModified.toUTCString() });
  }
}

export type CopyConditions = { readonly [Name in keyof Conditions as `CopySource${Name}`]: Conditions[Name] };

/** The same on the source of a copy, where all failures are 412. @throws AwsError PreconditionFailed (412) */
export function checkCopyConditions(
  source: Validators,
  {
    CopySourceIfMatch: match,
    CopySourceIfUnmodifiedSince: since,
    CopySourceIfNoneMatch: noneMatch,
    CopySourceIfModifiedSince: modified,
  }: CopyConditions,
): void {
  if (match !== undefined ? !listed(match, source.etag) : modifiedSince(source, since) === true) {
    throw preconditionFailed(`x-amz-copy-source-${match === undefined ? 'If-Unmodified-Since' : 'If-Match'}`);
  }
  if (noneMatch !== undefined ? listed(noneMatch, source.etag) : modifiedSince(source, modified) === false) {
    throw preconditionFailed(
      `x-amz-copy-source-${noneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match'}`,
    );
  }
}

/**
 * The conditions of a write, on the newest version there is.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @throws AwsError PreconditionFailed (412), NoSuchKey (404) for If-Match without an object, NotImplemented (501)
 */
export function checkWriteConditions(
  current: Version | undefined,
  key: string,
  { IfMatch: match, IfNoneMatch: noneMatch }: Conditions,
): void {
  const object = current?.kind === 'object' ? current : undefined;
  if (noneMatch !== undefined) {
    if (noneMatch !== '*') throw headerNotImplemented('If-None-Match');
    if (object) throw preconditionFailed('If-None-Match');
  }
  if (match !== undefined) {
    if (!object) throw noSuchKey(key);
    if (!listed(match, object.etag)) throw preconditionFailed('If-Match');
  }
}

/** Whether the entity tag is in a list such as `"a", W/"b"`; clients often leave the quotes out. */
function listed(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((entry) => entry.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((entry) => entry === '*' || entry === etag);
}

/** Undefined where there is no such condition. */
const modifiedSince = ({ lastModified }: Validators, date: Date | undefined): boolean | undefined =>
  date && lastModified > date;
