import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { type ClientConfig, startCloud } from '../../support/cloud.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/lambda';
export const ARN = 'arn:aws:lambda:us-east-1:000000000000:function';

/** A zip of text files. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, text] of Object.entries(files)) entries[name] = strToU8(text);
  return zipSync(entries, { mtime: new Date(1980, 0, 1) });
}

/** A zip of one CommonJS file whose handler has this body: `event` and `context` are there. */
export const handlerZip = (body: string): Uint8Array =>
  zip({ 'index.js': `exports.handler = async (event, context) => { ${body} };` });

export interface LambdaCloud {
  readonly config: ClientConfig;
  readonly lambda: LambdaClient;
  close(): Promise<void>;
}

export async function startLambdaCloud(options = {}): Promise<LambdaCloud> {
  const cloud = await startCloud(options);
  const lambda = new LambdaClient({ ...cloud.config, maxAttempts: 1 });
  const close = async (): Promise<void> => {
    lambda.destroy();
    await cloud.close();
  };
  return { config: cloud.config, lambda, close };
}

/** Makes a function whose handler has this body. */
export function createFunction(
  lambda: LambdaClient,
  FunctionName: string,
  body = 'return event;',
  more: Partial<CreateFunctionCommandInput> = {},
) {
  return lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs20.x',
      Role: ROLE,
      Handler: 'index.handler',
      Code: { ZipFile: handlerZip(body) },
      ...more,
    }),
  );
}

/** Invokes a function and parses what it answers. */
export async function invoke(
  lambda: LambdaClient,
  FunctionName: string,
  event: unknown = {},
  more: Partial<InvokeCommandInput> = {},
) {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  return { ...answer, result: text === '' ? undefined : JSON.parse(text) };
}
