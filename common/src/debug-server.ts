import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runningEndpoint } from 'serverless-local-cloud/running-endpoint';

const LOCAL_CLOUD_URL = 'http://127.0.0.1:4566';

/**
 * Serves an app with plain node:http, for a debugger to stop in it. Reads PORT (default 3000, 0 for any) and
 * AWS_ENDPOINT_URL (default: the local-cloud that runs for the project). The process ends with code 1 when the port is taken.
 *
 * @param name of the module, to be shown
 * @param environment what the function has in its environment, where this process has nothing under the name
 * @param createApp called once the environment is complete
 */
export function serveForDebugging(
  name: string,
  environment: Readonly<Record<string, string>>,
  createApp: () => RequestListener,
): void {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? runningEndpoint(process.cwd()) ?? LOCAL_CLOUD_URL;
  for (const [variable, value] of Object.entries(environment)) process.env[variable] ??= value;
  process.env.AWS_ENDPOINT_URL = endpoint;
  process.env.AWS_REGION ??= 'us-east-1';
  // As serverless.yml has it.
  process.env.CORS_ORIGIN ??= '*';
  // That the SDK will want a newer Node one day is not what somebody debugs for.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  if (isLoopback(endpoint)) useTestCredentials();

  const server = createServer(createApp());
  server.once('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${process.env.PORT ?? 3000} is taken: give another one in PORT.`
        : `${name} can't listen: ${error.message}`,
    );
    process.exitCode = 1;
  });
  server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.error(`${name} at http://127.0.0.1:${port}/${name}, over ${endpoint}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

function isLoopback(endpoint: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(endpoint).hostname);
}

/** A profile may ask a login service or a metadata address for credentials that a local table has no use for. */
function useTestCredentials(): void {
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
}
