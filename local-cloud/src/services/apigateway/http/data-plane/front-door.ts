import type { Cloud } from '../../../../core/cloud.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { FrontDoor } from '../../../service.ts';
import { apiAnywhere } from '../store.ts';
import type { HttpApi } from '../types.ts';
import { handleHttpApi, type Place } from './handle.ts';

/** `ID.execute-api.REGION.amazonaws.com`, as on AWS, and the same below localhost names, as on LocalStack. */
const HOST = /^([a-z0-9]+)\.execute-api\./;

const PREFIX = '/_aws/execute-api/';
const PATH = /^\/_aws\/execute-api\/([^/]+)(?:\/([^/]*)(\/.*)?)?$/;

/** The invoke URLs of HTTP APIs on the main port, told by path or Host header; those of REST APIs look the same. */
export const httpApiDoor: FrontDoor = {
  claims: (request, cloud) => target(request, cloud) !== undefined,
  async handle(request, response, cloud) {
    const found = target(request, cloud);
    if (found) await handleHttpApi(request, response, found.api, found.place, cloud);
  },
};

function target(request: ApiRequest, cloud: Cloud): { api: HttpApi; place: Place } | undefined {
  const [, apiId = '', stage = '', rawPath = '/'] = request.path.startsWith(PREFIX)
    ? (PATH.exec(request.path) ?? [])
    : [];
  const byPath = apiId === '' ? undefined : apiAnywhere(cloud, apiId);
  if (byPath) return { api: byPath, place: { stageName: stage.replace(/^%24/, '$'), rawPath } };
  const [, hostId = ''] = HOST.exec(request.host) ?? [];
  const byHost = hostId === '' ? undefined : apiAnywhere(cloud, hostId);
  return byHost && { api: byHost, place: { rawPath: request.path, domainName: request.host } };
}
