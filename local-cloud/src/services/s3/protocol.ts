import type { Protocol } from '../../protocols/protocol.ts';
import { restXmlProtocol } from '../../protocols/rest-xml.ts';
import { bucketPath } from './address.ts';
import { S3Error } from './errors.ts';
import { refuseUnused, routes } from './input.ts';
import { checkPresigned } from './presigned.ts';
import type { S3Output } from './types.ts';

const base = restXmlProtocol({
  namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  routes,
  path: bucketPath,
});

/** Operations that a header, of all things, tells from another. */
const COPIES: Readonly<Record<string, string>> = { PutObject: 'CopyObject', UploadPart: 'UploadPartCopy' };

/** REST XML as S3 has it: buckets in hosts, copies told by a header, answers and errors with headers of their own. */
export const s3Protocol: Protocol = {
  ...base,
  match(request) {
    const match = base.match(request);
    const copy = match && COPIES[match.operation];
    return copy && request.header('x-amz-copy-source') !== undefined ? { ...match, operation: copy } : match;
  },
  parse(request, match) {
    checkPresigned(request);
    refuseUnused(request, match);
    return base.parse(request, match);
  },
  serialize(output, match, request) {
    const { status, headers, document, body } = (output ?? {}) as S3Output;
    const wire = base.serialize(document, match, request);
    const own: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers ?? {}))
      if (value !== undefined) own[name] = String(value);
    return {
      status: status ?? wire.status,
      headers: { ...wire.headers, ...own },
      body: document ? wire.body : body,
    };
  },
  serializeError(error, request) {
    const wire = base.serializeError(error, request);
    return error instanceof S3Error ? { ...wire, headers: { ...wire.headers, ...error.headers } } : wire;
  },
};
