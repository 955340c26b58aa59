import type { ApiRequest } from '../../http/api-request.ts';
import { accessDenied, S3Error } from './errors.ts';

/** A week, the longest a presigned URL may be valid, in seconds. */
const MAX_EXPIRES = 604_800;

/**
 * Refuses presigned URLs that have expired, of Signature Version 4 and of the old Version 2. Signatures are not
 * verified: there is no secret to verify them with.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @throws AwsError AccessDenied (403), AuthorizationQueryParametersError (400)
 */
export function checkPresigned({ query }: ApiRequest): void {
  const now = Date.now();
  if (query.has('X-Amz-Signature')) {
    const seconds = query.get('X-Amz-Expires') ?? '';
    const signed = amzDate(query.get('X-Amz-Date') ?? '');
    if (signed === undefined)
      throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    if (!/^\d+$/.test(seconds)) throw malformed('X-Amz-Expires should be a number');
    if (Number(seconds) > MAX_EXPIRES) {
      throw malformed(
        'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
      );
    }
    const expires = signed + Number(seconds) * 1000;
    if (expires < now) throw expired(expires, now, seconds);
  } else if (query.has('Signature') && query.has('AWSAccessKeyId')) {
    const expires = Number(query.get('Expires')) * 1000;
    if (!(expires >= now)) throw expired(expires, now);
  }
}

function amzDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

function expired(expires: number, now: number, seconds?: string): S3Error {
  const time = Number.isFinite(expires) ? iso(expires) : undefined;
  return accessDenied('Request has expired', {
    'X-Amz-Expires': seconds,
    Expires: time,
    ServerTime: iso(now),
  });
}

const malformed = (message: string): S3Error => new S3Error('AuthorizationQueryParametersError', message);
