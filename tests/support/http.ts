import { Agent } from 'node:http';
import { type Credentials, sign } from 'aws4';
import axios, { type AxiosInstance } from 'axios';
import { lookupLocally } from './local-names.ts';

/**
 * An axios client as the suite uses it: answers of every status come back, bodies as text, so that what is compared is
 * what was on the wire.
 */
export function httpClient(baseURL: string): AxiosInstance {
  return axios.create({
    baseURL,
    validateStatus: () => true,
    responseType: 'text',
    transformResponse: (text: string) => text,
    transformRequest: (body: unknown) => body,
    maxRedirects: 0,
    proxy: false,
    httpAgent: new Agent({ keepAlive: true, lookup: lookupLocally }),
  });
}

/** Signs every request, for a function URL that asks for IAM. */
export function signRequests(client: AxiosInstance, region: string, credentials: Credentials): void {
  client.interceptors.request.use((config) => {
    const url = new URL(`${config.baseURL}${config.url}`);
    const { headers } = sign(
      {
        service: 'lambda',
        region,
        method: (config.method ?? 'get').toUpperCase(),
        host: url.host,
        path: url.pathname + url.search,
        headers: { ...(config.headers.toJSON() as Record<string, string>) },
        body: config.data as string | undefined,
      },
      credentials,
    );
    for (const [name, value] of Object.entries(headers ?? {})) config.headers.set(name, String(value));
    return config;
  });
}
