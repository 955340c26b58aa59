import type { Cloud } from '../../../core/cloud.ts';
import { type Listening, listenWithin, OWN_PORTS } from '../../../core/listen.ts';
import { ApiRequest } from '../../../gateway/api-request.ts';
import { apiAnywhere } from '../store.ts';
import { handleHttpApi } from './handle.ts';

/**
 * Serves an HTTP API at the root of a port of its own, because the names of its other addresses do not resolve on every
 * machine.
 *
 * @param key what keeps the port the same each time the API is made
 */
export async function listenOnOwnPort(apiId: string, key: string, cloud: Cloud): Promise<Listening> {
  const server = await listenWithin(
    (raw, response) => {
      const api = apiAnywhere(cloud, apiId);
      const request = new ApiRequest(raw);
      if (api) void handleHttpApi(request, response, api, { rawPath: request.path }, cloud);
      else response.destroy();
    },
    OWN_PORTS,
    cloud.hosts,
    key,
  );
  cloud.onClose(() => server.close());
  return server;
}
