import type { Cors, FunctionUrlAuthType, InvokeMode } from '@aws-sdk/client-lambda';
import { lowerId } from '../../../core/ids.ts';
import { listenWithin, OWN_PORTS, type RequestListener } from '../../../core/listen.ts';
import { ApiRequest } from '../../../gateway/api-request.ts';
import { lambdaDate } from '../configuration.ts';
import type { Scope } from '../function-name.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord, FunctionUrl } from '../types.ts';
import { handleFunctionUrl } from './handle.ts';

/** Makes a function URL and serves it on a port of its own until it is removed. */
export async function addUrl(
  record: FunctionRecord,
  qualifier: string | undefined,
  config: { authType: FunctionUrlAuthType; cors?: Cors; invokeMode: InvokeMode },
  scope: Scope,
): Promise<FunctionUrl> {
  const { cloud, region } = scope;
  const id = lowerId(32);
  const serve: RequestListener = (request, response) => {
    const url = lambdaStore(scope).urls.get(id);
    if (url) void handleFunctionUrl(new ApiRequest(request), response, url, cloud);
    else response.destroy();
  };
  const server = await listenWithin(serve, OWN_PORTS, cloud.hosts, `${record.arn}:${qualifier ?? ''}`);
  const now = lambdaDate();
  const url: FunctionUrl = {
    id,
    url: `http://localhost:${server.port}/`,
    functionName: record.name,
    functionArn: qualifier ? `${record.arn}:${qualifier}` : record.arn,
    qualifier,
    region,
    server,
    creationTime: now,
    lastModifiedTime: now,
    ...config,
  };
  lambdaStore(scope).urls.set(id, url);
  record.urls.set(qualifier ?? '$LATEST', url);
  cloud.onClose(() => server.close());
  return url;
}

export async function removeUrl(record: FunctionRecord, url: FunctionUrl, scope: Scope): Promise<void> {
  record.urls.delete(url.qualifier ?? '$LATEST');
  lambdaStore(scope).urls.delete(url.id);
  await url.server.close();
}
