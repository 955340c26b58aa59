import type { Cors, FunctionUrlAuthType, InvokeMode } from '@aws-sdk/client-lambda';
import { lowerId } from '../../../core/ids.ts';
import { type Listening, listenWithin, OWN_PORTS, type RequestListener } from '../../../core/listen.ts';
import { defineStore, type StoreScope } from '../../../core/store.ts';
import { ApiRequest } from '../../../http/api-request.ts';
import { respond } from '../../../http/respond.ts';
import { lambdaDate } from '../configuration.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord, FunctionUrl, Scope } from '../types.ts';
import { handleFunctionUrl } from './handle.ts';
import { noSuchUrl } from './no-such-url.ts';

/** A port that serves a function URL, or did. */
interface UrlPort {
  readonly server: Listening;
  /** Of the URL; undefined once that is gone. */
  id: string | undefined;
}

/** Those that outlive their URL: the oldest is closed when one more comes. */
const MAX_VACANT = 20;

/** By what they are of, so that a URL that is made again is where it was. */
const ports = defineStore('lambda-url-ports', () => new Map<string, UrlPort>());

/** Makes a function URL and serves it on a port of its own. */
export async function addUrl(
  record: FunctionRecord,
  qualifier: string | undefined,
  config: { authType: FunctionUrlAuthType; cors?: Cors; invokeMode: InvokeMode },
  scope: Scope,
): Promise<FunctionUrl> {
  const { region } = scope;
  const id = lowerId(32);
  const { server } = await openPort(portKey(record, qualifier), id, scope);
  const now = lambdaDate();
  const url: FunctionUrl = {
    id,
    url: `http://localhost:${server.port}/`,
    functionName: record.name,
    functionArn: qualifier ? `${record.arn}:${qualifier}` : record.arn,
    qualifier,
    region,
    creationTime: now,
    lastModifiedTime: now,
    ...config,
  };
  lambdaStore(scope).urls.set(id, url);
  record.urls.set(qualifier ?? '$LATEST', url);
  return url;
}

/** Its port stays: AWS answers for the name of a URL that is gone. */
export async function removeUrl(record: FunctionRecord, url: FunctionUrl, scope: Scope): Promise<void> {
  record.urls.delete(url.qualifier ?? '$LATEST');
  lambdaStore(scope).urls.delete(url.id);
  const known = ports(scope);
  for (const port of known.values()) if (port.id === url.id) port.id = undefined;
  const vacant = [...known].filter(([, port]) => port.id === undefined);
  for (const [key, port] of vacant.slice(0, -MAX_VACANT)) {
    known.delete(key);
    await port.server.close();
  }
}

const portKey = (record: FunctionRecord, qualifier: string | undefined): string =>
  `${record.arn}:${qualifier ?? ''}`;

/** Serves the function URLs that a region had when its cloud ended, on the ports they had where those are free. */
export async function restoreUrls(scope: StoreScope): Promise<void> {
  for (const record of lambdaStore(scope).functions.peekAll()) {
    for (const url of record.urls.values()) {
      const wanted = Number(new URL(url.url).port);
      const { server } = await openPort(portKey(record, url.qualifier), url.id, scope, wanted);
      if (server.port === wanted) continue;
      url.url = `http://localhost:${server.port}/`;
      // Noted as changed by taking it.
      lambdaStore(scope).functions.get(record.name);
      scope.cloud.events.emit(
        'notice',
        `Port ${wanted} is in use: the function URL of ${record.name} is ${url.url} now.`,
      );
    }
  }
}

/** @param wanted the port that is tried first */
async function openPort(key: string, id: string, scope: StoreScope, wanted?: number): Promise<UrlPort> {
  const { cloud } = scope;
  const known = ports(scope).get(key);
  if (known) return Object.assign(known, { id });
  const serve: RequestListener = (request, response) => {
    const url = lambdaStore(scope).urls.get(port.id ?? '');
    if (url) void handleFunctionUrl(new ApiRequest(request), response, url, cloud);
    else void respond(response, noSuchUrl());
  };
  const server = await listenWithin(serve, OWN_PORTS, cloud.hosts, key, wanted);
  const port: UrlPort = { server, id };
  ports(scope).set(key, port);
  cloud.onClose(() => server.close());
  return port;
}
