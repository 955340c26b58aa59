import type { OperationContext } from '../service.ts';

/**
 * A header of the request. Presigned URLs may carry `x-amz-*` headers as query parameters, where SDKs put them so that
 * whoever uses the URL need not send them.
 */
export function requestHeader(context: OperationContext, name: string): string | undefined {
  const { request } = context;
  if (!request) return undefined;
  return (
    request.header(name) ?? (name.startsWith('x-amz-') ? (request.query.get(name) ?? undefined) : undefined)
  );
}
