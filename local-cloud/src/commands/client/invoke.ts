import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error.ts';
import { scopedTo } from '../region-request.ts';
import { ask, findEndpoint } from './find-endpoint.ts';
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
  const answer = await ask(`${endpoint.url}/2015-03-31/functions/${FunctionName}/invocations`, {
    method: 'POST',
    headers: { ...scopedTo('lambda', region), 'x-amz-log-type': 'Tail' },
    body: event,
  });
  const payload = await answer.text();
  const functionError = answer.headers.get('x-amz-function-error') ?? undefined;
  const log = Buffer.from(answer.headers.get('x-amz-log-result') ?? '', 'base64').toString('utf8');
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
