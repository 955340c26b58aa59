import type { Context } from 'aws-lambda';
import { createLogger, type Logger } from './logger.ts';

/** What a task gets besides its arguments. */
export interface TaskContext {
  /** Writes to the function's log, each line with the task and the request id. */
  log: Logger;
  /** The invocation's, as in Lambda's own lines. */
  requestId: string;
  /** How long until the function's timeout ends the task, in ms. */
  remainingMs(): number;
}

/** Something to run inside the deployed function. What it returns is told as JSON; what it throws fails the invocation. */
export type Task = (args: Record<string, unknown>, context: TaskContext) => unknown;

/** The tasks of a function, by name. */
export type Tasks = Readonly<Record<string, Task>>;

/** `{"task":"seed","args":{"count":3}}` runs a task, `{"task":null}` asks for the names there are. */
export interface TaskEvent {
  task: unknown;
  args?: unknown;
}

/** What a task returned, null where that is nothing; for `{"task":null}` the names, sorted. */
export interface TaskAnswer {
  result: unknown;
}

/** An event that asks for no task there is. It names what can be asked for. */
export class TaskEventError extends Error {
  override readonly name = 'TaskEventError';
}

/** Every event of a REST API, an HTTP API, a function URL or a load balancer has at least one of these. */
const HTTP_MEMBERS = ['requestContext', 'httpMethod', 'headers', 'multiValueHeaders', 'rawPath', 'path'];

/**
 * Whether an event is a direct invocation that asks for a task. HTTP events never are, whatever the caller sends:
 * their members are the service's, and a caller's headers, query and body are values in them.
 */
export function isTaskEvent(event: unknown): event is TaskEvent {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, 'task')) return false;
  return !HTTP_MEMBERS.some((member) => member in event);
}

/**
 * Runs the task that an event asks for.
 * @param tasks what the function's code exports; anything but functions in it is no task
 * @throws TaskEventError for an unknown task or a malformed event; whatever the task throws, which the log has as well
 */
export async function runTask(tasks: unknown, event: TaskEvent, context: Context): Promise<TaskAnswer> {
  const { task: name, args = {}, ...unknown } = event;
  const found = tasksIn(tasks);
  if (name === null) return { result: [...found.keys()].sort() };
  const [wrong] = Object.keys(unknown);
  if (wrong !== undefined) {
    throw new TaskEventError(`"${wrong}" is no member of a task's event: it has "task" and "args"`);
  }
  const task = found.get(name);
  if (!task) throw new TaskEventError(`There is no task ${JSON.stringify(name)}: ${there(found)}`);
  if (!isObject(args)) throw new TaskEventError('"args" is no JSON object');

  const { awsRequestId: requestId, functionName } = context;
  const log = createLogger(functionName);
  log.appendKeys({ requestId, task: name });
  const started = performance.now();
  const took = () => ({ durationMs: Math.round((performance.now() - started) * 100) / 100 });
  try {
    const result = await task(args, {
      log,
      requestId,
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    log.info(`Task ${name} is done`, took());
    return { result: result ?? null };
  } catch (error) {
    // Lambda tells the caller type and message; the cause is in the log only.
    log.error(`Task ${name} failed`, { ...took(), error: error as Error });
    throw error;
  }
}

/** A handler that runs tasks where the event asks for one, and leaves every other event to the given handler. */
export function withTasks(handler: LambdaHandler, tasks: Tasks): LambdaHandler {
  return async (event, context) =>
    isTaskEvent(event) ? runTask(tasks, event, context as Context) : handler(event, context);
}

/** As serverless-http types the handlers it makes. */
type LambdaHandler = (event: object, context: object) => Promise<object>;

function tasksIn(tasks: unknown): Map<unknown, Task> {
  const entries = isObject(tasks) ? Object.entries(tasks) : [];
  return new Map(entries.filter((entry): entry is [string, Task] => typeof entry[1] === 'function'));
}

function there(tasks: Map<unknown, Task>): string {
  if (tasks.size === 0) return 'the function has none, its code exports them as "tasks"';
  return `the function has ${[...tasks.keys()].sort().join(', ')}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
