import type { ApiRequest } from '../../http/api-request.ts';
import { S3Error } from './errors.ts';

/**
 * Hosts that name a bucket: `bucket.s3.amazonaws.com`, with a region, dual-stack or the old dash, and the local names
 * `bucket.s3.localhost.localstack.cloud`, `bucket.s3.localhost` and `bucket.localhost`. Bucket names may have dots.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const VIRTUAL_HOSTS = [
  /^(?<bucket>.+)\.s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/,
  /^(?<bucket>.+)\.s3(?:\.[a-z0-9-]+)?\.localhost(?:\.localstack\.cloud)?$/,
  /^(?!s3\.)(?<bucket>[^.]+)\.localhost$/,
];

/** The request's path with its bucket in front, wherever the request has it. */
export function bucketPath(request: ApiRequest): string {
  for (const pattern of VIRTUAL_HOSTS) {
    const bucket = pattern.exec(request.host)?.groups?.bucket;
    if (bucket !== undefined && bucket !== 's3') return `/${bucket}${request.path}`;
  }
  return request.path;
}

/** @throws AwsError InvalidURI (400) for a path that is encoded, and not from UTF-8 */
export function checkPath({ path }: ApiRequest): void {
  if (!path.includes('%')) return;
  try {
    decodeURIComponent(path);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.", { members: { URI: path } });
  }
}
