'use strict';
/** What Serverless 4 does by itself and other versions by plugins: esbuild, stages' parameters, .env files. */
const fs = require('node:fs');
const path = require('node:path');
const { note } = require('./notes.cjs');

/** Plugins that build handlers themselves. */
const BUILDERS =
  /^(serverless-(esbuild|webpack|bundle|plugin-typescript|plugin-typescript-express|rspack|plugin-swc|vite|rolldown|build-plugin|jetpack|parcel)|@.*\/serverless-(esbuild|webpack).*)$/;

/**
 * @param {Record<string, any>} configuration
 * @param {string} folder the project's
 */
function serveBuiltInBuild(configuration, folder) {
  const { build, stages } = configuration;
  delete configuration.build;
  if (process.env.LOCAL_CLOUD_BUILT_IN) {
    configuration.useDotenv ??= true;
    takeStages(configuration, stages);
    addEsbuild(configuration, build, folder);
  } else if (build !== undefined) {
    note('left aside build: only Serverless 4 knows it');
  }
}

/**
 * @param {Record<string, any>} configuration
 * @param {any} stages
 */
function takeStages(configuration, stages) {
  if (stages === null || typeof stages !== 'object') return;
  delete configuration.stages;
  for (const [stage, { params } = /** @type {any} */ ({})] of Object.entries(stages)) {
    if (params)
      configuration.params = {
        ...configuration.params,
        [stage]: { ...params, ...configuration.params?.[stage] },
      };
  }
}

/**
 * @param {Record<string, any>} configuration
 * @param {any} build
 * @param {string} folder
 */
function addEsbuild(configuration, build, folder) {
  const esbuild = typeof build === 'object' ? build?.esbuild : build;
  if (esbuild === false || build === false) return;
  const plugins = Array.isArray(configuration.plugins) ? configuration.plugins : [];
  if (plugins.some((name) => typeof name === 'string' && BUILDERS.test(name))) return;
  const wanted = esbuild !== undefined && esbuild !== null;
  if (!wanted && !hasTypeScript(configuration.functions, folder)) return;
  const {
    sourcemap = true,
    buildConcurrency,
    configFile,
    ...options
  } = typeof esbuild === 'object' ? esbuild : {};
  configuration.plugins = [...plugins, 'serverless-esbuild'];
  configuration.custom = {
    ...configuration.custom,
    esbuild: {
      ...{ bundle: true, minify: false, exclude: ['@aws-sdk/*'] },
      ...options,
      sourcemap: typeof sourcemap === 'object' ? sourcemap.type !== false : sourcemap,
      ...(buildConcurrency ? { concurrency: buildConcurrency } : {}),
      ...(configFile ? { config: configFile } : {}),
      ...configuration.custom?.esbuild,
    },
  };
  note("Serverless 4's built-in esbuild is served by serverless-esbuild");
}

/**
 * @param {any} functions
 * @param {string} folder
 */
function hasTypeScript(functions, folder) {
  const lists = Array.isArray(functions) ? functions : [functions];
  const entries = lists.flatMap((list) => (typeof list === 'string' ? [list] : Object.values(list ?? {})));
  return entries.some((entry) =>
    typeof entry === 'string'
      ? takenInHasTypeScript(entry, folder)
      : isTypeScript(String(entry?.handler ?? ''), folder),
  );
}

/**
 * Functions that another file holds are not read yet, by the tool. Where they are not found here either, a project with a
 * tsconfig.json has its reasons.
 *
 * @param {string} text `${file(functions.yml)}`
 * @param {string} folder
 */
function takenInHasTypeScript(text, folder) {
  const [, name] = /file\(\s*([^)$]+?)\s*\)/.exec(text) ?? [];
  const file = name && path.resolve(folder, name);
  const said = file && fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const handlers = [...said.matchAll(/^\s*['"]?handler['"]?\s*:\s*['"]?([\w./@-]+)/gm)];
  if (handlers.length === 0) return fs.existsSync(path.join(folder, 'tsconfig.json'));
  return handlers.some(([, handler = '']) => isTypeScript(handler, folder));
}

/**
 * @param {string} handler
 * @param {string} folder
 */
function isTypeScript(handler, folder) {
  const file = handler.replace(/\.[^./]*$/, '');
  return ['.ts', '.tsx', '.mts', '.cts'].some((extension) =>
    fs.existsSync(path.join(folder, file + extension)),
  );
}

module.exports = { serveBuiltInBuild };
