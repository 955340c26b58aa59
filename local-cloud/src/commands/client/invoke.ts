import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error.ts';
import { scopedTo } from '../region-request.ts';
import { findEndpoint, refusal } from './find-endpoint.ts';
import { findFunction } from './find-function.ts';

export interface InvokeOptions {
  readonly port?: number;
  /** A file with the event, `-` for standard input; without it the event is `{}`. */
  readonly event?: string;
  readonly json: boolean;
}

/**
 * `local-cloud invoke`: runs a deployed function on an event. What it answers goes to standard output, its log to standard
 * error.
 */
export async function invoke(name: string, options: InvokeOptions): Promise<void> {
  const event = await eventOf(options.event);
  const endpoint = await findEndpoint(options.port);
  const { FunctionName, region } = await findFunction(endpoint, name);
  const answer = await post(`${endpoint.url}/2015-03-31/functions/${FunctionName}/invocations`, event, {
    ...scopedTo('lambda', region),
    'x-amz-log-type': 'Tail',
  });
  const payload = await text(answer);
  const { statusCode = 0, headers } = answer;
  if (statusCode >= 400) throw refusal(endpoint.url, statusCode, payload);
  const functionError = headers['x-amz-function-error']?.toString();
  const log = Buffer.from(headers['x-amz-log-result']?.toString() ?? '', 'base64').toString('utf8');
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ functionName: FunctionName, region, functionError, payload, log }, null, 2)}\n`,
    );
  } else {
    process.stderr.write(log);
    process.stdout.write(`${payload}\n`);
  }
  if (functionError !== undefined) process.exitCode = 1;
}

/** Waits for the answer as long as it takes: `fetch` gives up after 300 s, and a function may run for 900. */
async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } })
      .once('response', resolve)
      .once('error', (error) =>
        reject(new CommandError(`${new URL(url).host} gave no answer: ${error.message}`)),
      )
      .end(body);
  });
}

async function eventOf(file: string | undefined): Promise<string> {
  if (file === undefined) return '{}';
  const where = file === '-' ? 'Standard input' : file;
  try {
    const content = file === '-' ? await text(process.stdin) : readFileSync(file, 'utf8');
    JSON.parse(content);
    return content;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${where} is no event: ${reason}`);
  }
}
