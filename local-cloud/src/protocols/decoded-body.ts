import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';

const unzip = promisify(gunzip);

/** As much as a body may have that comes as it is. */
const MAX_BYTES = 100 * 1024 * 1024;

/**
 * A request's body as its protocol reads it. SDKs compress that of operations which take much (PutMetricData above 10 KB).
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html
 * @throws AwsError SerializationException for what is no gzip, or would be larger than any request
 */
export async function decodedBody(request: ApiRequest): Promise<Buffer> {
  const body = await request.body();
  if (request.header('content-encoding') !== 'gzip') return body;
  try {
    return await unzip(body, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw new AwsError('SerializationException', 'Could not decompress the request body', { cause: error });
  }
}
