import type { ApiRequest } from '../../../../http/api-request.ts';

export interface InvokeTarget {
  readonly apiId: string;
  readonly stageName: string;
  /** Percent-encoded, below the stage; begins with a slash. */
  readonly rawPath: string;
  readonly domainName: string;
}

/** `ID.execute-api.REGION.amazonaws.com`, as on AWS, and the same below localhost names, as on LocalStack. */
const HOST = /^([a-z0-9]+)\.execute-api\./;

const PATHS = [
  /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/,
  /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/,
];

/** Whether a request is for an API's invoke URL; asked of every request. */
export const isInvocation = (request: ApiRequest): boolean =>
  request.path.startsWith('/_aws/execute-api/') ||
  (request.path.startsWith('/restapis/') && request.path.includes('/_user_request_')) ||
  HOST.test(request.host);

/** Which API and stage an invoke URL is of. */
export function invokeTarget(request: ApiRequest): InvokeTarget {
  for (const pattern of PATHS) {
    const [, apiId, stageName, rawPath = '/'] = pattern.exec(request.path) ?? [];
    if (apiId && stageName) {
      return { apiId, stageName, rawPath, domainName: `${apiId}.execute-api.localhost` };
    }
  }
  const apiId = HOST.exec(request.host)?.[1] ?? '';
  const [, stageName = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(request.path) ?? [];
  return { apiId, stageName, rawPath: rest || '/', domainName: request.host };
}
