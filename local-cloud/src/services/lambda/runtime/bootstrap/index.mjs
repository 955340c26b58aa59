/**
 * The runtime client of nodejs functions: the process that `AWS_LAMBDA_RUNTIME_API` is for. Plain JavaScript,
 * because it runs under the user's Node as it stands, from the sources and from the published bundle alike.
 */
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { leadAwsHostsTo } from './aws-hosts.mjs';
import { awslambda } from './awslambda.mjs';
import { logError, RuntimeError } from './errors.mjs';
import { serve, stopServing } from './invocation.mjs';
import { loadHandler } from './load-handler.mjs';
import { patchConsole } from './output.mjs';
import { RuntimeApiClient } from './runtime-api-client.mjs';

const { endpoint, mapping, ahead } = JSON.parse(process.env._LOCAL_CLOUD ?? '{}');
delete process.env._LOCAL_CLOUD;
patchConsole();
// As Lambda's user has it; there is no HOME.
os.homedir = () => process.env.HOME ?? '/home/sbx_user1051';
syncBuiltinESMExports();
/** @param {string} name */
let toHost = (name) => name;
if (mapping !== undefined) toHost = await (await import('./map-paths.mjs')).mapPaths(mapping);
leadAwsHostsTo(endpoint);
const client = new RuntimeApiClient(/** @type {string} */ (process.env.AWS_LAMBDA_RUNTIME_API));

/**
 * Ends the process after an error that nobody caught: at once, so that no line of the function's code runs after it.
 * @param {string} title
 * @param {unknown} error
 * @param {number} exitCode
 */
function crash(title, error, exitCode) {
  logError(title, error);
  stopServing(error);
  process.exit(exitCode);
}
// The exit codes are those of Lambda's own runtime client.
process.on('uncaughtException', (error) => crash('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) =>
  crash('Unhandled Promise Rejection', new RuntimeError('UnhandledPromiseRejection', reason), 128),
);

// `process.exit` in the function's code, and an event loop that ran empty before there was a handler.
process.on('exit', () => stopServing());

Object.assign(globalThis, { awslambda });
if (ahead !== undefined) {
  const { loadAhead } = await import('./load-ahead.mjs');
  loadAhead(ahead, toHost(/** @type {string} */ (process.env.LAMBDA_TASK_ROOT)));
  await client.hold();
}
try {
  const handler = await loadHandler(
    /** @type {string} */ (process.env.LAMBDA_TASK_ROOT),
    /** @type {string} */ (process.env._HANDLER),
    toHost,
  );
  serve(client, handler);
} catch (error) {
  crash('Uncaught Exception', error, 129);
}
