'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');
const { note } = require('./notes.cjs');

/** Plugins that manage what only an account has, or report to a vendor: why each is left aside. */
const ELSEWHERE = [
  [/^serverless-(domain-manager|certificate-creator|custom-domain)$/, 'custom domains are not here'],
  [
    /^serverless-plugin-(datadog|lumigo|thundra|epsagon|sentry)$|^serverless-(sentry|lumigo|newrelic-lambda-layers|epsagon)$|^@dashbird\//,
    'it reports to a vendor',
  ],
  [
    /^(serverless-associate-waf|serverless-cloudfront-invalidate|serverless-scriptable-plugin-aws)$/,
    'what it manages is not here',
  ],
  [/^@serverless\/(dashboard|enterprise)-plugin$/, 'the Serverless Dashboard is not here'],
];

/**
 * The plugins that can do something here: those that are installed and manage nothing that only an account has.
 *
 * @param {any} plugins a list, or `{ localPath, modules }`
 * @param {string} folder the project's
 * @param {string} toolFolder
 * @returns {any} in the form it came in
 */
function usablePlugins(plugins, folder, toolFolder) {
  if (Array.isArray(plugins)) return plugins.filter((name) => isUsable(name, folder, toolFolder, []));
  if (!Array.isArray(plugins?.modules)) return plugins;
  const own = [plugins.localPath ?? '.serverless_plugins'];
  return {
    ...plugins,
    modules: plugins.modules.filter((/** @type {unknown} */ name) => isUsable(name, folder, toolFolder, own)),
  };
}

/**
 * @param {unknown} name
 * @param {string} folder
 * @param {string} toolFolder
 * @param {string[]} own folders of the project's own plugins
 */
function isUsable(name, folder, toolFolder, own) {
  if (typeof name !== 'string' || name.includes('${')) return true;
  const reason = ELSEWHERE.find(([pattern]) => /** @type {RegExp} */ (pattern).test(name))?.[1];
  if (reason) {
    note(`left aside plugin ${name}: ${reason}`);
    return false;
  }
  const places = [
    folder,
    ...[...own, '.serverless_plugins'].map((part) => path.resolve(folder, part)),
    toolFolder,
  ];
  const ids = name.startsWith('.') ? [name] : [name, `./${name}`];
  if (places.some((place) => ids.some((id) => resolves(id, place)))) return true;
  note(`left aside plugin ${name}: it is not installed`);
  return false;
}

/**
 * @param {string} id
 * @param {string} folder
 */
function resolves(id, folder) {
  try {
    createRequire(path.join(folder, 'package.json')).resolve(id);
    return true;
  } catch (error) {
    // Packages that only `import` can load say so in another way, and are there.
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'MODULE_NOT_FOUND';
  }
}

module.exports = { usablePlugins };
