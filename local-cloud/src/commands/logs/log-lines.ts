import type { FunctionLog } from '../../core/cloud.ts';
import { dim, style } from '../request-line.ts';
import { type Entry, entryOf } from './entries.ts';
import type { SourcePaths } from './source-paths.ts';

const FAULT = /^(ERROR|FATAL|CRITICAL)$/;
const LEVELS: Readonly<Record<string, 'red' | 'yellow' | 'dim'>> = {
  ERROR: 'red',
  FATAL: 'red',
  CRITICAL: 'red',
  WARN: 'yellow',
  DEBUG: 'dim',
  TRACE: 'dim',
};
/** As many lines of a stack as say where it went wrong. */
const MAX_FRAMES = 8;

/** A function's log as it is shown below its request: indented, stacks in the project's own files. */
export function logLines(log: FunctionLog, paths: SourcePaths): string[] {
  const entries = log.messages.map(entryOf).filter((entry) => entry !== undefined);
  // That the process ended says no more once it is told of what.
  const told = entries.some(({ frames }) => frames.length > 0);
  return entries
    .filter(({ text }) => !(told && /^Runtime exited with error: /.test(text)))
    .flatMap((entry) => linesOf(entry, log, paths));
}

/** Whether a function reports a fault, if only in its log. */
export const hasFault = ({ messages }: FunctionLog): boolean =>
  messages.some((message) => FAULT.test(entryOf(message)?.level ?? ''));

function linesOf({ level, text, frames }: Entry, log: FunctionLog, paths: SourcePaths): string[] {
  const color = LEVELS[level ?? ''];
  const label = level === undefined || level === 'INFO' ? '' : `${color ? style(color, level) : level} `;
  const own = frames.map((frame) => paths.frame(frame, log)).filter((frame) => frame !== undefined);
  // Nothing of the project's: then the libraries' frames are all there is to go by. The runtime's own lead nowhere.
  const others = frames.filter((frame) => !/[( ]node:|[\\/]bootstrap[\\/]|\/var\/runtime\//.test(frame));
  const shown = (own.length > 0 ? own : others).slice(0, MAX_FRAMES);
  const said = `${label}${paths.text(text, log)}`.split('\n').map((line) => `  ${line}`);
  return [...said, ...shown.map((frame) => dim(`      ${frame}`))];
}
