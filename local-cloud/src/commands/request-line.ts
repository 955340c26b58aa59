import { styleText } from 'node:util';
import type { RequestEvent } from '../core/cloud.ts';

/**
 * The line shown for a request: `POST /modulo1/sala90 200 4 ms warm`, with colours where the terminal has them.
 *
 * @param verbose whether calls to the AWS API are shown, too; without it only those that failed on our side are
 */
export function requestLine(event: RequestEvent, verbose: boolean): string | undefined {
  const failed = event.status >= 500 && event.status !== 501;
  if (event.kind === 'api' && !verbose && !failed) return undefined;
  const time = `${Math.max(1, Math.round(event.durationMs))} ms`;
  const start = event.coldStart === undefined ? '' : event.coldStart ? ' cold' : ' warm';
  const target = event.target ? ` ${event.target}` : '';
  const detail = event.error && (verbose || failed) ? `\n  ${event.error}` : '';
  return `${event.method} ${event.path} ${paint(event.status)} ${time}${start}${dim(target)}${detail}`;
}

function paint(status: number): string {
  return style(status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green', String(status));
}

export const dim = (text: string): string => style('dim', text);

/** Colours only for a terminal that wants them (https://no-color.org). */
export function style(format: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text;
}
