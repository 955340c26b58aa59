import type { ApiRequest } from '../http/api-request.ts';

/** A preflight: a front door with a CORS configuration answers it, the function never sees it. */
export const isPreflight = (request: ApiRequest): boolean =>
  request.method === 'OPTIONS' &&
  request.header('origin') !== undefined &&
  request.header('access-control-request-method') !== undefined;
