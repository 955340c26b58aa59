'use strict';
/** Changes a configuration in memory, between the tool's reading it and its doing anything with it. */
const { createRequire } = require('node:module');
const fs = require('node:fs');
const path = require('node:path');
const { note } = require('./notes.cjs');
const { serveBuiltInBuild } = require('./built-in-build.cjs');
const { usablePlugins } = require('./plugins.cjs');

/** @typedef {Record<string, any>} Configuration */

/** Serverless Inc.'s Dashboard and licences: they make the tool ask for a login, and mean nothing on this machine. */
const ACCOUNT = ['org', 'app', 'tenant', 'console', 'dashboard', 'licenseKey'];

/**
 * @param {(file: string, ...rest: unknown[]) => Promise<Configuration>} read
 * @param {string} toolFolder
 */
function changeRead(read, toolFolder) {
  return async (/** @type {string} */ file, /** @type {unknown[]} */ ...rest) =>
    changed(await read(file, ...rest), path.dirname(path.resolve(file)), toolFolder);
}

/**
 * Version 1 has a module of several functions for it.
 *
 * @param {{ getServerlessConfigFile(serverless: { config: { servicePath?: string } }): PromiseLike<Configuration | null> }} module
 * @param {string} toolFolder
 */
function changeReadVersion1(module, toolFolder) {
  /** @type {WeakMap<object, Promise<Configuration>>} */
  const done = new WeakMap();
  return {
    ...module,
    /** @param {{ config: { servicePath?: string } }} serverless */
    getServerlessConfigFile: (serverless) =>
      module.getServerlessConfigFile(serverless).then(async (configuration) => {
        if (!configuration) return configuration;
        const result =
          done.get(configuration) ??
          changed(configuration, serverless.config.servicePath ?? process.cwd(), toolFolder);
        done.set(configuration, result);
        return result;
      }),
  };
}

/**
 * @param {Configuration} configuration
 * @param {string} folder the project's
 * @param {string} toolFolder
 */
async function changed(configuration, folder, toolFolder) {
  // What a configuration in JavaScript exports is its own, and may be read again.
  const result = structuredCloneOf(configuration);
  const { name, version } = JSON.parse(fs.readFileSync(path.join(toolFolder, 'package.json'), 'utf8'));
  leaveAside(result, ACCOUNT);
  checkVersion(result, { name, version }, toolFolder);
  if (result.configValidationMode === undefined && Number.parseInt(version, 10) >= 4)
    result.configValidationMode = 'error';
  delete result.deprecationNotificationMode;
  moveOldKeys(result);
  tellOfLayers(result, folder);
  serveBuiltInBuild(result, folder);
  result.plugins = usablePlugins(result.plugins, folder, toolFolder);
  if (result.plugins === undefined) delete result.plugins;
  await provideBucket(result);
  await provideLayerBuckets(result);
  pointLocalStack(result);
  return result;
}

/** @param {Configuration} configuration @returns {Configuration} */
function structuredCloneOf(configuration) {
  try {
    return structuredClone(configuration);
  } catch {
    // A function or a class in it: the tool itself makes JSON of it.
    return { ...configuration };
  }
}

/**
 * @param {Configuration} configuration
 * @param {string[]} keys
 */
function leaveAside(configuration, keys) {
  const there = keys.filter((key) => configuration[key] !== undefined);
  for (const key of there) {
    const value = configuration[key];
    delete configuration[key];
    // Others may be called after it: `service: ${self:app}-api`.
    if (typeof value === 'string') replaceTexts(configuration, `\${self:${key}}`, value);
  }
  const what = there.length > 1 ? 'they are' : 'it is';
  if (there.length > 0) note(`left aside ${there.join(', ')}: ${what} for the Serverless Dashboard`);
}

/**
 * @param {any} part of a configuration
 * @param {string} from
 * @param {string} to
 */
function replaceTexts(part, from, to) {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'string') part[key] = value.replaceAll(from, to);
    else if (value !== null && typeof value === 'object') replaceTexts(value, from, to);
  }
}

/**
 * @param {Configuration} configuration
 * @param {{ name: string, version: string }} tool
 * @param {string} toolFolder
 */
function checkVersion(configuration, { name, version }, toolFolder) {
  const range = configuration.frameworkVersion;
  if (typeof range !== 'string') return;
  /** @type {{ satisfies(version: string, range: string): boolean }} */
  const semver = createRequire(path.join(toolFolder, 'package.json'))('semver');
  if (semver.satisfies(version, range)) return;
  delete configuration.frameworkVersion;
  note(`left aside frameworkVersion: "${range}": ${name} ${version} deploys this`);
}

/**
 * Layers are mostly made by scripts of the project's own; the tool says of one that is not there that no file matches. Where
 * a plugin of the project's makes it in time, there is nothing to tell.
 *
 * @param {Configuration} configuration
 * @param {string} folder the project's
 */
function tellOfLayers({ layers }, folder) {
  for (const [name, layer] of Object.entries(layers ?? {})) {
    const place = layer?.path;
    if (typeof place !== 'string' || place.includes('${') || layer.package?.artifact) continue;
    process.on('exit', (code) => {
      if (code !== 0 && !fs.existsSync(path.resolve(folder, place)))
        note(
          `layer ${name}: there is no folder ${place}, which a script of the project's own has to make first`,
        );
    });
  }
}

/** Keys that Serverless 1 and 2 took right below `provider`, and later versions below `provider.apiGateway`. */
const MOVED = [
  'apiKeys',
  'resourcePolicy',
  'usagePlan',
  'apiKeySourceType',
  'binaryMediaTypes',
  'minimumCompressionSize',
];

/** @param {Configuration} configuration */
function moveOldKeys({ provider }) {
  if (provider === null || typeof provider !== 'object') return;
  const there = MOVED.filter((key) => provider[key] !== undefined);
  if (typeof provider.apiGateway === 'string') return;
  for (const key of there) {
    provider.apiGateway = { [key]: provider[key], ...provider.apiGateway };
    delete provider[key];
    note(`provider.${key} is taken as provider.apiGateway.${key}`);
  }
  if (provider.lambdaHashingVersion !== undefined) {
    delete provider.lambdaHashingVersion;
    note('left aside provider.lambdaHashingVersion');
  }
}

/**
 * A bucket of the owner's account is not here: one of its name is made, or, where a variable names it, the stack's own used.
 *
 * @param {Configuration} configuration
 */
async function provideBucket({ provider }) {
  const bucket = provider?.deploymentBucket;
  const name = typeof bucket === 'string' ? bucket : bucket?.name;
  if (typeof name !== 'string') return;
  const region = regionOf(provider.region);
  if (region !== undefined && !name.includes('${')) {
    await makeBucket(name, region);
    note(`provider.deploymentBucket ${name} is an empty bucket here`);
    return;
  }
  if (typeof bucket === 'string') delete provider.deploymentBucket;
  else delete bucket.name;
  note(`left aside provider.deploymentBucket ${name}: the stack has a bucket of its own`);
}

/**
 * serverless-layers has buckets of the owner's as well.
 *
 * @param {Configuration} configuration
 */
async function provideLayerBuckets({ custom, provider }) {
  const settings = JSON.stringify(custom?.['serverless-layers'] ?? {});
  const region = regionOf(provider?.region);
  for (const [, name = ''] of settings.matchAll(/"layersDeploymentBucket":"([^"$]+)"/g)) {
    if (region === undefined) continue;
    await makeBucket(name, region);
    note(`layersDeploymentBucket ${name} is an empty bucket here`);
  }
}

/**
 * @param {unknown} region as the configuration has it
 * @returns {string | undefined} undefined where only its variables tell
 */
function regionOf(region) {
  if (region === undefined) return process.env.AWS_REGION ?? 'us-east-1';
  const [, fallback] = /^\$\{opt:region\s*,\s*['"]?([\w-]+)['"]?\s*\}$/.exec(String(region)) ?? [];
  return fallback ?? (String(region).includes('${') ? undefined : String(region));
}

/**
 * @param {string} name
 * @param {string} region
 */
async function makeBucket(name, region) {
  const credential = `test/20260101/${region}/s3/aws4_request`;
  const location = `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  await fetch(`${process.env.LOCAL_CLOUD_ENDPOINT}/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
    },
    ...(region === 'us-east-1' ? {} : { body: location }),
  });
}

/**
 * serverless-localstack's own settings go on working, with this endpoint for LocalStack's.
 *
 * @param {Configuration} configuration
 */
function pointLocalStack({ custom }) {
  const settings = custom?.localstack;
  if (settings === null || typeof settings !== 'object') return;
  const { hostname, port } = new URL(process.env.LOCAL_CLOUD_ENDPOINT ?? '');
  Object.assign(settings, { host: `http://${hostname}`, edgePort: Number(port) });
  for (const key of ['endpoints', 'endpointFile', 'networks']) delete settings[key];
  if (settings.autostart) {
    delete settings.autostart;
    note('left aside custom.localstack.autostart: local-cloud is there in place of LocalStack');
  }
}

module.exports = { changeRead, changeReadVersion1 };
