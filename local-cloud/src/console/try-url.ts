import type { ServerResponse } from 'node:http';
import type { Cloud } from '../core/cloud.ts';
import { ApiRequest } from '../http/api-request.ts';
import { respond } from '../http/respond.ts';
import { handleFunctionUrl } from '../services/lambda/function-url/handle.ts';
import { noSuchUrl } from '../services/lambda/function-url/no-such-url.ts';
import { functionUrls } from '../services/lambda/store.ts';

/** What a browser says of itself and the page, which a function would not get from a client that called its URL. */
const OF_THE_PAGE = /^(host|origin|referer|cookie|sec-.*)$/i;

/**
 * Hands a request to a function URL, which has a port and so an origin of its own: the console's page could read no answer
 * of a function that says nothing of CORS.
 *
 * @param rest behind `try/`: `ARN/path?query`, the ARN of the function or alias that the URL is of, percent-encoded
 */
export async function tryUrl(
  rest: string,
  { raw }: ApiRequest,
  response: ServerResponse,
  cloud: Cloud,
): Promise<void> {
  const [, name = '', path = ''] = /^([^/?]*)(.*)$/.exec(rest) ?? [];
  const url = functionUrls(cloud).find(({ functionArn }) => functionArn === decodeURIComponent(name));
  if (!url) {
    await respond(response, noSuchUrl());
    return;
  }
  const { host } = new URL(url.url);
  raw.url = path.startsWith('/') ? path : `/${path}`;
  const headers = ['Host', host];
  for (let at = 0; at < raw.rawHeaders.length; at += 2) {
    const name = raw.rawHeaders[at] ?? '';
    if (!OF_THE_PAGE.test(name)) headers.push(name, raw.rawHeaders[at + 1] ?? '');
  }
  raw.rawHeaders = headers;
  for (const name of Object.keys(raw.headers)) if (OF_THE_PAGE.test(name)) delete raw.headers[name];
  raw.headers.host = host;
  await handleFunctionUrl(new ApiRequest(raw), response, url, cloud);
}
