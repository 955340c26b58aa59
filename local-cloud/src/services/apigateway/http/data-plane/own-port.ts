import type { Cloud } from '../../../../core/cloud.ts';
import { type Listening, listenWithin, OWN_PORTS } from '../../../../core/listen.ts';
import { ApiRequest } from '../../../../http/api-request.ts';
import { apiAnywhere, httpApis } from '../store.ts';
import { handleHttpApi } from './handle.ts';

/** What keeps the port of an API the same each time it is made. */
export const portKey = (region: string, name: string): string =>
  `arn:aws:apigateway:${region}::/apis/${name}`;

/** Serves the HTTP APIs that were there when the cloud ended, on the ports they had where those are free. */
export async function restore(cloud: Cloud, regions: readonly string[]): Promise<void> {
  for (const region of regions) {
    const apis = httpApis({ cloud, region });
    for (const { id, settings } of apis.peekAll()) {
      const { name = '', apiEndpoint = '' } = settings;
      const wanted = Number(new URL(apiEndpoint).port);
      const server = await listenOnOwnPort(id, portKey(region, name), cloud, wanted);
      // Noted as changed by taking it.
      const api = apis.get(id)!;
      api.server = server;
      if (server.port === wanted) continue;
      const moved = apiEndpoint.replace(`:${wanted}`, `:${server.port}`);
      api.settings = { ...settings, apiEndpoint: moved };
      cloud.events.emit('notice', `Port ${wanted} is in use: the HTTP API ${name} is at ${moved} now.`);
    }
  }
}

/**
 * Serves an HTTP API at the root of a port of its own, because the names of its other addresses do not resolve on every
 * machine.
 *
 * @param key see `portKey`
 * @param wanted the port that is tried first
 */
export async function listenOnOwnPort(
  apiId: string,
  key: string,
  cloud: Cloud,
  wanted?: number,
): Promise<Listening> {
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
    wanted,
  );
  cloud.onClose(() => server.close());
  return server;
}
