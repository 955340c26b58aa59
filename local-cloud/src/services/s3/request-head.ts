import type { ApiRequest } from '../../http/api-request.ts';
import type { RequestHead } from '../../protocols/rest-binding.ts';
import type { Digests } from './body-digests.ts';

/**
 * The headers of a request. Presigned URLs may carry `x-amz-*` headers as query parameters, where SDKs put them so that
 * whoever uses the URL need not send them; that a body is framed is nothing the object's encoding tells of.
 */
export function requestHead(request: ApiRequest): RequestHead {
  const { headers, query, rawQuery } = request;
  const inQuery = /x-amz-/i.test(rawQuery);
  return {
    query,
    header(name) {
      const value = request.header(name);
      if (name === 'content-encoding') return value && withoutFraming(value);
      return value ?? (inQuery && name.startsWith('x-amz-') ? (query.get(name) ?? undefined) : undefined);
    },
    headerNames: () => (inQuery ? [...Object.keys(headers), ...query.keys()] : Object.keys(headers)),
  };
}

function withoutFraming(encodings: string): string | undefined {
  if (!encodings.includes('aws-chunked')) return encodings;
  const own = encodings.split(',').map((each) => each.trim());
  return own.filter((each) => each !== '' && each !== 'aws-chunked').join(',') || undefined;
}

/** The digests of a body that a request promises. */
export function digestsOf(request: ApiRequest): Digests {
  const { header } = requestHead(request);
  return {
    ContentMD5: header('content-md5'),
    ChecksumAlgorithm: header('x-amz-sdk-checksum-algorithm'),
    ChecksumCRC32: header('x-amz-checksum-crc32'),
    ChecksumCRC32C: header('x-amz-checksum-crc32c'),
    ChecksumCRC64NVME: header('x-amz-checksum-crc64nvme'),
    ChecksumSHA1: header('x-amz-checksum-sha1'),
    ChecksumSHA256: header('x-amz-checksum-sha256'),
  };
}
