import type { ApiRequest } from '../../http/api-request.ts';
import type { OperationContext } from '../../protocols/operation.ts';

/**
 * A header of the request. Presigned URLs may carry `x-amz-*` headers as query parameters, where SDKs put them so that
 * whoever uses the URL need not send them.
 */
export function requestHeader(context: OperationContext, name: string): string | undefined {
  return context.request && headerOf(context.request, name);
}

export const headerOf = (request: ApiRequest, name: string): string | undefined =>
  request.header(name) ?? (name.startsWith('x-amz-') ? (request.query.get(name) ?? undefined) : undefined);
