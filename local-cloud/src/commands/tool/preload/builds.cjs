'use strict';
/** Records what esbuild is asked for while a service is packaged, so that the same can be made again when a file changes. */
const path = require('node:path');

/**
 * @typedef {import('../tool-message.ts').Build} Build
 * @typedef {{ entryPoints?: unknown, outdir?: string, outfile?: string, absWorkingDir?: string, plugins?: unknown[] } & Record<string, unknown>} Options
 * @typedef {{ metafile?: { inputs: Record<string, unknown> } }} Result
 * @typedef {{ build(options?: Options): Promise<Result>, context?(options?: Options): Promise<{ rebuild(): Promise<Result> }> }} Esbuild
 */

/** By entry points and output folder: the last build of each. @type {Map<string, Build>} */
const recorded = new Map();

/**
 * @param {Esbuild} esbuild
 * @param {string} file that it was loaded from
 * @returns {Esbuild}
 */
function observeBuilds(esbuild, file) {
  const { build, context } = esbuild;
  return {
    ...esbuild,
    async build(options = {}) {
      const result = await build.call(esbuild, { ...options, metafile: true });
      record(options, result, file);
      return result;
    },
    ...(context && {
      async context(/** @type {Options} */ options = {}) {
        const made = await context.call(esbuild, { ...options, metafile: true });
        const { rebuild } = made;
        made.rebuild = async () => {
          const result = await rebuild.call(made);
          record(options, result, file);
          return result;
        };
        return made;
      },
    }),
  };
}

/**
 * @param {Options} options
 * @param {Result} result
 * @param {string} esbuild
 */
function record(options, { metafile }, esbuild) {
  const { plugins = [], ...rest } = options;
  const folder = options.absWorkingDir ?? process.cwd();
  const inputs = Object.keys(metafile?.inputs ?? {})
    // What a plugin made up has its name before it.
    .map((input) => path.resolve(folder, input.replace(/^[\w()-]{2,}:/, '')))
    .filter((input) => !/[\\/]node_modules[\\/]/.test(input));
  recorded.set(JSON.stringify([options.entryPoints, options.outdir, options.outfile]), {
    esbuild,
    options: rest,
    again: plugins.length === 0 && isJson(rest),
    inputs,
  });
}

/** Whether a value is the same once it has been written as JSON and read. @param {unknown} value @returns {boolean} */
function isJson(value) {
  if (value === null || typeof value !== 'object')
    return typeof value !== 'function' && typeof value !== 'symbol';
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every(isJson);
}

/** @returns {Build[]} */
const builds = () => [...recorded.values()];

module.exports = { builds, observeBuilds };
