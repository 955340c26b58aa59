import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { type Zippable, zipSync } from 'fflate';
import { buildLayer } from 'layer/build';
import { startLocalCloud } from '../../local-cloud/src/index.ts';
import { temporaryFolder } from '../../tests/support/folders.ts';
import type { Answer } from '../src/answer.ts';

export interface Invoked {
  /** Set where the function itself failed. */
  functionError: string | undefined;
  answer: Answer & { errorType?: string; errorMessage?: string };
  /** The lines that the function wrote as JSON objects. */
  lines: Record<string, unknown>[];
  log: string;
}

export interface LayerCloud {
  /** Deploys a function on the layer, of the given files. */
  deploy(name: string, files: Record<string, string>, environment?: Record<string, string>): Promise<void>;
  invoke(name: string, event: object): Promise<Invoked>;
  url(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Builds the layer, publishes it to a local-cloud of its own, and deploys functions on it. */
export async function startLayerCloud(): Promise<LayerCloud> {
  const folder = temporaryFolder('layer-');
  await buildLayer(folder);
  const cloud = await startLocalCloud({ port: 0 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const lambda = new LambdaClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
  const logs = new CloudWatchLogsClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
  /** How many of a function's log events were in earlier answers. */
  const read = new Map<string, number>();
  const ZipFile = zipSync(await filesOf(folder));
  const layer = await lambda.send(
    new PublishLayerVersionCommand({ LayerName: 'express', Content: { ZipFile } }),
  );
  return {
    async deploy(FunctionName, files, Variables = {}) {
      const entries = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]);
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs20.x',
          Role: 'arn:aws:iam::000000000000:role/lambda',
          Handler: '/opt/nodejs/main.handler',
          Layers: [layer.LayerVersionArn ?? ''],
          Code: { ZipFile: zipSync(Object.fromEntries(entries)) },
          Environment: { Variables },
          MemorySize: 512,
          Timeout: 20,
        }),
      );
    },
    async invoke(FunctionName, event) {
      const { Payload, FunctionError } = await lambda.send(
        new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
      );
      // Not the answer's own tail: where paths are long, its 4 KB cut the line of an error.
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${FunctionName}` }),
      );
      const log = events
        .map(({ message }) => message)
        .slice(read.get(FunctionName))
        .join('');
      read.set(FunctionName, events.length);
      const lines = log.split('\n').filter((line) => line.startsWith('{'));
      return {
        functionError: FunctionError,
        answer: JSON.parse(Buffer.from(Payload ?? []).toString('utf8')),
        lines: lines.map((line) => JSON.parse(line)),
        log,
      };
    },
    async url(FunctionName) {
      const command = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' });
      return (await lambda.send(command)).FunctionUrl ?? '';
    },
    async close() {
      lambda.destroy();
      logs.destroy();
      await cloud.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function filesOf(folder: string): Promise<Zippable> {
  const entries: Zippable = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    entries[path.relative(folder, file).replaceAll(path.sep, '/')] = await readFile(file);
  }
  return entries;
}
