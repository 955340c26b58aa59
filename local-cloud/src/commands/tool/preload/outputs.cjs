const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/**
 * The part of compose's component for a service that is met here, the same in @serverless/compose and @osls/compose.
 * @typedef {object} Component
 * @property {() => Promise<unknown>} retrieveOutputs runs `sls info --verbose` and reads what it prints
 * @property {() => Promise<void>} ensureFrameworkVersion runs `sls --version` where the state of the service holds no version
 * @property {{ state: { detectedFrameworkVersion?: string } }} context
 * @property {{ path?: string, config?: string }} [inputs]
 */

/**
 * compose runs `sls info` after each deployment for the outputs of its stack, a second or two for what the deployment itself
 * has asked for at its end. That leaves them for compose in the run's folder.
 *
 * @param {unknown} exports compose's component for a service
 */
function readOutputs(exports) {
  const { prototype } = /** @type {{ prototype?: Component }} */ (exports);
  const retrieve = prototype?.retrieveOutputs;
  if (prototype === undefined || typeof retrieve !== 'function') return exports;
  prototype.retrieveOutputs = async function () {
    const { path: folder = '', config } = this.inputs ?? {};
    return takeOutputs(path.resolve(folder), config) ?? retrieve.call(this);
  };
  askForVersionOnce(prototype);
  return exports;
}

/**
 * Every service of a composition is deployed by the same `sls`, which compose asks for its version once for each.
 *
 * @param {Component} prototype
 */
function askForVersionOnce(prototype) {
  const ensure = prototype.ensureFrameworkVersion;
  if (typeof ensure !== 'function') return;
  /** @type {Promise<string | undefined> | undefined} */
  let version;
  /** @param {Component} component */
  const detect = async (component) => {
    await ensure.call(component);
    return component.context.state.detectedFrameworkVersion;
  };
  prototype.ensureFrameworkVersion = async function () {
    const { state } = this.context;
    // Where the tool that runs is the one that compose will, nobody has to be asked.
    state.detectedFrameworkVersion ??= versionOfTool();
    version ??= detect(this);
    state.detectedFrameworkVersion ??= await version;
    return ensure.call(this);
  };
}

/** The version of the tool, where it is the one that the project has installed. @returns {string | undefined} */
function versionOfTool() {
  try {
    const tool = realpathSync(process.env.LOCAL_CLOUD_TOOL ?? '');
    const installed = path.join(process.env.LOCAL_CLOUD_PROJECT ?? '', 'node_modules', 'serverless');
    if (realpathSync(installed) !== tool) return undefined;
    return JSON.parse(readFileSync(path.join(tool, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** @param {string} folder of a service @param {string | undefined} config */
function takeOutputs(folder, config) {
  const file = outputsFile(folder, config);
  if (!existsSync(file)) return undefined;
  const outputs = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return outputs;
}

/**
 * Called in the service's own process once it is deployed. A version that gathers in another way leaves nothing.
 *
 * @param {{ pluginManager?: { plugins?: { gatheredData?: { outputs?: unknown } }[] } }} serverless
 * @param {string | undefined} config
 */
function leaveOutputs(serverless, config) {
  if (!process.env.SLS_COMPOSE) return;
  const gathered = serverless.pluginManager?.plugins?.find((plugin) => plugin.gatheredData)?.gatheredData;
  if (!Array.isArray(gathered?.outputs) || gathered.outputs.length === 0) return;
  const outputs = gathered.outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
  const file = outputsFile(process.cwd(), config);
  mkdirSync(path.dirname(file), { recursive: true });
  // Read once this process has ended.
  writeFileSync(file, JSON.stringify(Object.fromEntries(outputs)));
}

/** @param {string} folder @param {string | undefined} config */
function outputsFile(folder, config) {
  const name = createHash('sha256')
    .update(JSON.stringify([realpathSync(folder), config]))
    .digest('hex');
  return path.join(process.env.LOCAL_CLOUD_RUN ?? '', 'outputs', name);
}

module.exports = { leaveOutputs, readOutputs };
