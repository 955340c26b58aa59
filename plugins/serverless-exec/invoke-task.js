/**
 * What came of a task: its result, or why there is none, and the last 4 KB of the invocation's log as lines.
 *
 * @typedef {{ lines: string[] } & ({ result: unknown } | { failure: string })} Outcome
 */

/**
 * Invokes a function with `{"task","args"}`, and waits for the answer.
 *
 * @param {object} invocation
 * @param {Record<string, unknown>} invocation.clientConfig of the AWS SDK v3
 * @param {string} invocation.name of the deployed function
 * @param {string} [invocation.qualifier]
 * @param {string | null} invocation.task null asks for the tasks there are
 * @param {Record<string, unknown>} [invocation.args]
 * @returns {Promise<Outcome>}
 * @throws {Error} where the function could not be invoked
 */
async function invokeTask({ clientConfig, name, qualifier, task, args }) {
  const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
  const client = new LambdaClient(clientConfig);
  const command = new InvokeCommand({
    FunctionName: name,
    Qualifier: qualifier,
    LogType: 'Tail',
    Payload: JSON.stringify({ task, args }),
  });
  try {
    const { FunctionError, LogResult = '', Payload } = await client.send(command);
    const lines = linesOf(Buffer.from(LogResult, 'base64').toString('utf8'));
    const answer = JSON.parse(Buffer.from(Payload ?? []).toString('utf8') || 'null');
    if (FunctionError) return { lines, failure: failureOf(task, answer) };
    if (isTaskAnswer(answer)) return { lines, result: answer.result };
    return { lines, failure: `${name} runs no tasks: it took the task for an event of another kind` };
  } catch (error) {
    throw explained(error, name, qualifier);
  } finally {
    client.destroy();
  }
}

/**
 * The lines without those that only say that the invocation began and ended.
 *
 * @param {string} log
 */
function linesOf(log) {
  return log.split('\n').filter((line) => line !== '' && !/^(START|END) RequestId: /.test(line));
}

/**
 * @param {string | null} task
 * @param {{ errorType?: string, errorMessage?: string } | null} answer Lambda's, of a function that failed
 */
function failureOf(task, answer) {
  const { errorType, errorMessage = 'The function failed without a message' } = answer ?? {};
  // Our own error for an event that can't be run says it all.
  if (errorType === 'TaskEventError') return errorMessage;
  const message = errorType && errorType !== 'Error' ? `${errorType}: ${errorMessage}` : errorMessage;
  return task === null ? message : `Task ${task} failed: ${message}`;
}

/**
 * Only `result` and nothing else: an answer to HTTP has other members.
 *
 * @param {unknown} answer
 * @returns {answer is { result: unknown }}
 */
function isTaskAnswer(answer) {
  if (typeof answer !== 'object' || answer === null) return false;
  const members = Object.keys(answer);
  return members.length === 1 && members[0] === 'result';
}

/**
 * @param {unknown} error
 * @param {string} name
 * @param {string} [qualifier]
 */
function explained(error, name, qualifier) {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') return error;
  if (qualifier !== undefined)
    return new Error(`${name} is not deployed, or has no version or alias "${qualifier}"`);
  return new Error(`${name} is not deployed: sls deploy first`);
}

module.exports = { invokeTask };
