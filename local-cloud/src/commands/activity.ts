import type { FunctionLog, InvocationEvent, RequestEvent } from '../core/cloud.ts';
import type { LocalCloudOptions } from '../index.ts';
import { hasFault, logLines } from './logs/log-lines.ts';
import type { LogChoice } from './logs/log-mode.ts';
import { type ServiceFolder, SourcePaths } from './logs/source-paths.ts';
import { dim, invocationLine, requestLine } from './request-line.ts';

export interface ActivityOptions {
  /** Whether calls to the AWS API are shown. */
  readonly verbose: boolean;
  readonly logs: LogChoice;
  /** The services that are known to be deployed from here. */
  readonly services?: () => readonly ServiceFolder[];
}

/** What a running cloud does, told line by line: requests, and below them what the functions wrote. */
export function showActivity(
  print: (text: string) => unknown,
  { verbose, logs, services = () => [] }: ActivityOptions,
): Pick<LocalCloudOptions, 'onRequest' | 'onInvocation' | 'onLateLog' | 'onNotice'> {
  const paths = new SourcePaths(process.cwd(), services);
  const shows = (log: FunctionLog, failed: boolean) =>
    logs.mode === 'all' ||
    logs.only === log.functionName ||
    (logs.mode === 'errors' && (failed || hasFault(log)));
  const printAll = (lines: readonly (string | undefined)[]) => {
    const shown = lines.filter((line) => line !== undefined);
    if (shown.length > 0) print(shown.join('\n'));
  };
  return {
    onRequest(event: RequestEvent) {
      const { log } = event;
      const shown = log && shows(log, event.status >= 500) ? logLines(log, paths) : [];
      // A function's failure is in its log, with the stack in the project's own files.
      const told = shown.length > 0 && log?.failed;
      printAll([requestLine(told ? { ...event, error: undefined } : event, verbose), ...shown]);
    },
    onInvocation(event: InvocationEvent) {
      if (!shows(event.log, event.log.failed)) return;
      printAll([invocationLine(event), ...logLines(event.log, paths)]);
    },
    onNotice: print,
    onLateLog(log: FunctionLog) {
      if (!shows(log, false)) return;
      const [first, ...rest] = logLines(log, paths);
      if (first !== undefined) printAll([`${first} ${dim(log.functionName)}`, ...rest]);
    },
  };
}
