const { endSoon, trackServices } = require('./end-process.cjs');
const { leaveStateOut } = require('./leave-state-out.cjs');
const { leaveOutputs } = require('./outputs.cjs');
const { reportPacked } = require('./packed.cjs');
const { endOfConfiguration } = require('./read-files.cjs');
const { configuration, report } = require('./report.cjs');

/**
 * The part of the Serverless Framework's plugin manager that is met here; versions 1 to 3 and osls have it.
 * @typedef {object} PluginManager
 * @property {(commands: string[]) => Promise<unknown>} run
 * @property {((hookName: string, hooks: unknown) => Promise<unknown>) | undefined} [runHooks]
 * @property {Serverless} serverless
 */
/**
 * @typedef {object} Serverless
 * @property {{ service?: string, functions?: Record<string, { name?: string }> }} service
 * @property {(name: string) => { naming: { getStackName(): string }, getRegion(): unknown }} getProvider
 * @property {{ plugins?: { gatheredData?: { outputs?: unknown } }[] }} [pluginManager]
 */

/** What a deployment is at when these hooks run. */
const STEPS = Object.freeze({
  'before:package:cleanup': 'packaging',
  'package:cleanup': 'packaging',
  'aws:deploy:deploy:uploadArtifacts': 'uploading',
});

let failed = false;

/** @param {unknown} exports the framework's PluginManager */
function observeRuns(exports) {
  const { prototype } = /** @type {{ prototype?: Partial<PluginManager> }} */ (exports);
  const { run, runHooks } = prototype ?? {};
  if (prototype === undefined || typeof run !== 'function') return exports;
  trackServices();
  prototype.run = async function (/** @type {string[]} */ commands) {
    const command = commands.join(' ');
    endOfConfiguration();
    leaveStateOut(/** @type {PluginManager} */ (this).serverless);
    report({ type: 'begin', command, ...identity(/** @type {PluginManager} */ (this).serverless) });
    try {
      const result = await run.call(this, commands);
      if (command === 'deploy') {
        const { serverless } = /** @type {PluginManager} */ (this);
        leaveOutputs(serverless, configuration());
        reportPacked(/** @type {any} */ (serverless));
      }
      report({ type: 'done', command });
      return result;
    } catch (error) {
      fail(error);
      throw error;
    } finally {
      endSoon();
    }
  };
  if (typeof runHooks === 'function') {
    prototype.runHooks = function (hookName, hooks) {
      const step = Object.hasOwn(STEPS, hookName) && STEPS[/** @type {keyof typeof STEPS} */ (hookName)];
      if (step) report({ type: 'step', step });
      return runHooks.call(this, hookName, hooks);
    };
  }
  return exports;
}

/**
 * What fails before a command runs, such as reading serverless.yml, is told by the function that prints errors.
 *
 * @param {unknown} exports the framework's function
 */
function observeErrors(exports) {
  const handle = /** @type {(error: unknown, ...rest: unknown[]) => unknown} */ (exports);
  return (/** @type {unknown} */ error, /** @type {unknown[]} */ ...rest) => {
    const result = handle(error, ...rest);
    fail(error);
    endSoon();
    return result;
  };
}

/** @param {unknown} error */
function fail(error) {
  if (failed) return;
  failed = true;
  const { message, errors } = /** @type {{ message?: unknown, errors?: unknown }} */ (error ?? {});
  const by = brokenPackage(error);
  report({
    type: 'failed',
    message: `${by === undefined ? '' : `${by}: `}${String(message ?? error)}${saidBy(error)}`,
    errors: Array.isArray(errors) ? errors.map(place) : [],
  });
}

/**
 * What npm said, where a plugin's call of it failed: the plugin itself tells of its exit code alone.
 *
 * @param {unknown} error
 */
function saidBy(error) {
  const { stderr } = /** @type {{ stderr?: unknown }} */ (error ?? {});
  if (typeof stderr !== 'string') return '';
  const said = stderr
    .split('\n')
    .map((line) => /^npm (?:error|ERR!) (?!code |errno |path |A complete log)(.*\S)/i.exec(line)?.[1]?.trim())
    .filter(Boolean)
    .slice(0, 2);
  return said.length > 0 ? ` (${said.join('; ')})` : '';
}

/**
 * Which package a fault of the language happened in (`Cannot read properties of undefined`): what it says means nothing to
 * somebody who did not write it.
 *
 * @param {unknown} error
 * @returns {string | undefined}
 */
function brokenPackage(error) {
  if (!(error instanceof TypeError || error instanceof ReferenceError)) return undefined;
  const [, name] =
    /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/](?!.*[\\/]node_modules[\\/])/.exec(
      error.stack ?? '',
    ) ?? [];
  return name === 'serverless' || name === 'osls' ? undefined : name?.replace('\\', '/');
}

/** @param {{ text?: unknown, location?: { file?: unknown, line?: unknown, column?: unknown } | null }} error esbuild's */
function place({ text, location }) {
  const { file, line, column } = location ?? {};
  return {
    text: String(text),
    file: String(file ?? ''),
    line: Number(line ?? 0),
    column: Number(column ?? 0),
  };
}

/** @param {Serverless} serverless */
function identity(serverless) {
  const { service } = serverless;
  const functions = Object.values(service?.functions ?? {}).flatMap(({ name }) => (name ? [name] : []));
  let stack;
  let region;
  try {
    const provider = serverless.getProvider('aws');
    stack = provider.naming.getStackName();
    region = provider.getRegion();
  } catch {
    // Another provider's, or configured in a way that the command itself will complain of.
  }
  const name = typeof service?.service === 'string' ? service.service : undefined;
  return { service: name, functions, stack, region: typeof region === 'string' ? region : undefined };
}

module.exports = { observeErrors, observeRuns };
