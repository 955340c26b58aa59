import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { createFunction, startLambdaCloud } from '../services/lambda/support.ts';
import { startCloud } from '../support/cloud.ts';

export { createFunction, startCloud, startLambdaCloud };

type Lambda = Awaited<ReturnType<typeof startLambdaCloud>>['lambda'];

/** Makes a function with a URL. */
export async function functionWithUrl(lambda: Lambda, name: string, body: string): Promise<string> {
  await createFunction(lambda, name, body);
  const config = { FunctionName: name, AuthType: 'NONE' as const };
  return (await lambda.send(new CreateFunctionUrlConfigCommand(config))).FunctionUrl ?? '';
}

/** What the console was told, as JSON. */
export async function observed<T>(endpoint: string, path: string): Promise<{ status: number; body: T }> {
  const response = await fetch(`${endpoint}/_local-cloud/api/${path}`);
  return { status: response.status, body: (await response.json()) as T };
}

/** Reads server-sent events until one of that kind came. @returns its data */
export async function nextEvent(response: Response, kind: string): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const found = new RegExp(`^event: ${kind}\ndata: (.*)\n\n`, 'm').exec(text);
    if (found) return JSON.parse(found[1] ?? '');
  }
  throw new Error(`The stream ended without ${kind}: ${text}`);
}
