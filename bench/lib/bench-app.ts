import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { Lambda } from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { toolCommand } from '../../scripts/tool-command.ts';
import { Server } from './processes.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const app = path.join(root, 'bench', 'app');

export const environment = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  TABLE_NAME: 'bench-local',
});

/** local-cloud as a user starts it, on a free port. */
export async function startLocalCloud(): Promise<{ server: Server; endpoint: string }> {
  const { server, match } = await Server.start(
    ...toolCommand('local-cloud', ['start', '--port', '0']),
    /localhost:(\d+)/,
  );
  return { server, endpoint: `http://127.0.0.1:${match[1]}` };
}

/** Runs `sls` in a folder of the project to its end. @returns how long it took, in ms */
export function sls(folder: string, args: readonly string[], endpoint: string): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(...toolCommand('sls', [...args, '--stage', 'local']), {
    cwd: path.join(root, folder),
    env: { ...process.env, ...environment(endpoint) },
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`sls ${args.join(' ')} in ${folder} ended with ${status}:\n${stdout}${stderr}`);
  return performance.now() - started;
}

/** Puts the item that the read route reads. */
export async function putItem(endpoint: string): Promise<void> {
  const client = new DynamoDB(clientConfig(endpoint));
  await client.putItem({ TableName: 'bench-local', Item: { id: { S: '1' }, data: { S: '{"chairs":90}' } } });
  client.destroy();
}

/** @returns the function URL without its slash */
export async function functionUrl(endpoint: string, FunctionName = 'bench-local-api'): Promise<string> {
  const client = new Lambda(clientConfig(endpoint));
  const { FunctionUrl = '' } = await client.getFunctionUrlConfig({ FunctionName });
  client.destroy();
  return FunctionUrl.replace(/\/$/, '');
}

/** The same app under node:http, bundled as the function is. */
export async function startPlain(endpoint: string): Promise<{ server: Server; url: string }> {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'server.cjs');
  await build({
    entryPoints: [path.join(app, 'server.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const { server, match } = await Server.start(process.execPath, [outfile], /listening on (\d+)/, {
    env: environment(endpoint),
  });
  return { server, url: `http://127.0.0.1:${match[1]}` };
}

/** The same app under serverless-offline. */
export async function startOffline(endpoint: string): Promise<{ server: Server; url: string }> {
  const { server, match } = await Server.start(
    ...toolCommand('sls', ['offline', 'start', '--stage', 'local']),
    /Server ready: (http:\/\/[\w.:]+)/,
    { cwd: app, env: environment(endpoint) },
  );
  return { server, url: match[1] ?? '' };
}

export const clientConfig = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
