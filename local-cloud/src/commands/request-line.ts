import { styleText } from 'node:util';
import type { InvocationEvent, RequestEvent } from '../core/cloud.ts';

/**
 * The line shown for a request: `POST /modulo1/sala90 200 4 ms warm`, with colours where the terminal has them.
 *
 * @param verbose whether calls to the AWS API are shown, too; without it only those that failed on our side are
 */
export function requestLine(event: RequestEvent, verbose: boolean): string | undefined {
  const failed = event.status >= 500 && event.status !== 501;
  if (event.kind === 'api' && !verbose && !failed) return undefined;
  const start = event.coldStart === undefined ? '' : temperature(event.coldStart);
  const target = event.target ? ` ${event.target}` : '';
  const detail = event.error && (verbose || failed) ? `\n${indented(event.error)}` : '';
  return `${event.method} ${event.path} ${paint(event.status)} ${milliseconds(event.durationMs)}${start}${dim(target)}${detail}`;
}

/** The line for an event that a function worked on without a request: `invoke modulo1-local-api failed 3 ms warm`. */
export function invocationLine({ log, durationMs, coldStart }: InvocationEvent): string {
  const outcome = log.failed ? ` ${style('red', 'failed')}` : '';
  return `invoke ${log.functionName}${outcome} ${milliseconds(durationMs)}${temperature(coldStart)}`;
}

const milliseconds = (duration: number): string => `${Math.max(1, Math.round(duration))} ms`;
const temperature = (coldStart: boolean): string => (coldStart ? ' cold' : ' warm');
const indented = (text: string): string => text.replace(/^/gm, '  ');

function paint(status: number): string {
  return style(status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green', String(status));
}

export const dim = (text: string): string => style('dim', text);

/** Colours only for a terminal that wants them (https://no-color.org). */
export function style(format: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text;
}
