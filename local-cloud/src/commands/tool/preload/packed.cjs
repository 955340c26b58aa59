'use strict';
const path = require('node:path');
const { builds } = require('./builds.cjs');
const { configurationFiles } = require('./read-files.cjs');
const { report } = require('./report.cjs');

/**
 * The part of serverless-esbuild's plugin that is met here.
 * @typedef {object} EsbuildPlugin
 * @property {string} buildDirPath
 * @property {{ entry: string, functionAlias: string }[]} functionEntries
 */
/**
 * @typedef {object} Service
 * @property {Record<string, { name?: string, handler?: string, package?: Package }>} [functions]
 * @property {Record<string, { path?: string }>} [layers]
 * @property {Package} [package]
 */

/** @typedef {{ patterns?: unknown, include?: unknown, exclude?: unknown }} Package */

/**
 * Tells what a deployment packed and how, so that a function can be made anew without a deployment when a file changes.
 *
 * @param {{ service: Service, pluginManager?: { plugins?: object[] } }} serverless
 */
function reportPacked(serverless) {
  try {
    report({ type: 'packed', ...packedBy(serverless) });
  } catch {
    // A tool that is made in another way: nothing is made anew then, and the deployment is as good.
  }
}

/** @param {Parameters<typeof reportPacked>[0]} serverless */
function packedBy({ service, pluginManager }) {
  const esbuild = /** @type {EsbuildPlugin | undefined} */ (pluginManager?.plugins?.find(isEsbuildPlugin));
  const entries = entriesOf(esbuild);
  const functions = Object.entries(service.functions ?? {}).flatMap(([key, each]) => {
    const { name, handler } = each;
    return name && handler
      ? [
          {
            name,
            handler,
            entry: entries.get(key),
            patterns: [service.package, each.package].flatMap(patternsOf),
          },
        ]
      : [];
  });
  const layers = Object.values(service.layers ?? {}).flatMap(({ path: folder }) =>
    folder ? [path.resolve(folder)] : [],
  );
  return {
    ...{ functions, layers, builds: builds(), files: configurationFiles() },
    buildFolder: esbuild?.buildDirPath,
  };
}

/**
 * The plugin looks for the files, and throws where it does not find one: then only a deployment makes functions anew.
 *
 * @param {EsbuildPlugin | undefined} plugin
 * @returns {Map<string, string>}
 */
function entriesOf(plugin) {
  try {
    return new Map(plugin?.functionEntries.map(({ entry, functionAlias }) => [functionAlias, entry]));
  } catch {
    return new Map();
  }
}

/** @param {Package | undefined} options @returns {string[]} */
const patternsOf = ({ patterns, include, exclude } = {}) =>
  [patterns, include, exclude].flat().filter((pattern) => typeof pattern === 'string');

/** @param {object} plugin */
const isEsbuildPlugin = (plugin) =>
  typeof (/** @type {Partial<EsbuildPlugin>} */ (plugin).buildDirPath) === 'string' &&
  'functionEntries' in plugin;

module.exports = { reportPacked };
