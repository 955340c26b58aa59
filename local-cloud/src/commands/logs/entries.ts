/** A log event as a person reads it. */
export interface Entry {
  /** `INFO`, `ERROR`, …; undefined for what was written without one. */
  readonly level?: string;
  /** What was said, of one line or more, without stack frames. */
  readonly text: string;
  /** Lines that begin with `at`, trimmed. */
  readonly frames: readonly string[];
}

/** Lambda's own lines about an invocation: the request line says as much. */
const PLATFORM = /^(INIT_START|INIT_REPORT|START RequestId:|END RequestId:|REPORT RequestId:)/;
/** What Lambda's runtime puts before a console call of a Node.js function: time, request id, level. */
const CONSOLE = /^\d{4}-\d\d-\d\dT\S+\t(?:undefined|[0-9a-f-]{36})\t([A-Z]+)\t/;
const TIME_OUT = /^\S+ [0-9a-f-]{36} (?=Task timed out )/;
const EXITED = /^RequestId: [0-9a-f-]{36} Error: /;
/** The runtime's own report of an error that no handler caught: a title, a tab, JSON. */
const UNCAUGHT = /^(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection) \t(?=\{)/;

/** What a structured logger says of where and when, which the request line says as well, or nobody asks for here. */
const CONTEXT =
  /^(level|message|msg|timestamp|time|service|sampling_rate|cold_start|function_\w+|xray_trace_id|requestId|pid|hostname|error|err|stack)$/;

/** What `process.emitWarning` prints, to which Lambda's runtime gives the level of `console.error`. */
const WARNING = /^\(node:\d+\) /;
/** What the AWS SDK has to say of its own future, not of the code that uses it. It stays in the function's log. */
const SDK_NOTICE = /^\(node:\d+\) .*\bThe AWS SDK for JavaScript \(v\d\)/;

/** @returns undefined for what says nothing about the code */
export function entryOf(message: string): Entry | undefined {
  const entry = read(message);
  if (entry === undefined || !WARNING.test(entry.text)) return entry;
  return SDK_NOTICE.test(entry.text) ? undefined : { ...entry, level: 'WARN' };
}

function read(message: string): Entry | undefined {
  if (PLATFORM.test(message)) return undefined;
  const [prefix = '', level] = CONSOLE.exec(message) ?? [];
  const text = message.slice(prefix.length).trimEnd();
  if (text === '') return undefined;
  if (EXITED.test(text))
    return { level: 'ERROR', text: text.replace(EXITED, '').split('\n', 1)[0] ?? '', frames: [] };
  if (TIME_OUT.test(text)) return { level: 'ERROR', text: text.replace(TIME_OUT, ''), frames: [] };
  const report = jsonOf(text.replace(UNCAUGHT, ''));
  if (report && UNCAUGHT.test(text)) return { level: 'ERROR', ...errorOf(report) };
  if (report && prefix === '') return structured(report);
  return { level, ...withFrames(text) };
}

/** The line of a logger that writes JSON: Powertools, pino, winston, or Lambda's own JSON format. */
function structured(line: Record<string, unknown>): Entry {
  const level = typeof line.level === 'string' ? line.level.toUpperCase() : undefined;
  const said = line.message ?? line.msg;
  const rest = Object.entries(line).filter(([name]) => !CONTEXT.test(name));
  const fields = rest.map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = [typeof said === 'string' ? said : JSON.stringify(said ?? line), ...fields].join(' ');
  const error = line.error ?? line.err;
  if (!isObject(error))
    return { level, ...withFrames([text, textOf(line.stack)].filter(Boolean).join('\n')) };
  const { text: message, frames } = errorOf(error);
  return { level, text: `${text}\n${message}`, frames };
}

/** An error as JSON, in the names of Lambda's runtime or of a logger. */
function errorOf(error: Record<string, unknown>): Pick<Entry, 'text' | 'frames'> {
  const name = error.errorType ?? error.name ?? 'Error';
  const message = error.errorMessage ?? error.message ?? '';
  const { frames } = withFrames(textOf(error.stack));
  return { text: `${name}: ${message}`, frames };
}

const textOf = (stack: unknown): string => (Array.isArray(stack) ? stack.join('\n') : String(stack ?? ''));

function withFrames(text: string): Pick<Entry, 'text' | 'frames'> {
  const lines = text.split('\n');
  const isFrame = (line: string) => /^\s+at \S/.test(line);
  const frames = lines.filter(isFrame).map((line) => line.trim());
  const said = lines.filter((line) => !isFrame(line));
  // The fields of an error stand in braces behind its last frame.
  if (frames.at(-1)?.endsWith(' {') && said.at(-1) === '}') said.pop();
  return { text: said.join('\n'), frames: frames.map((frame) => frame.replace(/ \{$/, '')) };
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
