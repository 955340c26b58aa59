'use strict';
/** Changes modules of the deploy tool as they are loaded, whichever version of it that is. */
const Module = require('node:module');
const { types } = require('node:util');

/**
 * By the end of a file's path below the tool's package: what makes its exports ours.
 *
 * @type {[RegExp, () => (exports: any, toolFolder: string) => any][]}
 */
const CHANGES = [
  [/^lib\/configuration\/read\.js$/, () => require('./read-configuration.cjs').changeRead],
  [/^lib\/utils\/getServerlessConfigFile\.js$/, () => require('./read-configuration.cjs').changeReadVersion1],
  [/^lib\/configuration\/variables\/parse\.js$/, () => require('./variables.cjs').changeParse],
  [/^lib\/configuration\/variables\/resolve\.js$/, () => require('./variables.cjs').changeResolve],
  [
    /^lib\/plugins\/aws\/(provider(\/awsProvider)?|awsProvider)\.js$/,
    () => require('./provider.cjs').changeProvider,
  ],
  [/^lib\/classes\/(plugin-manager|PluginManager)\.js$/, () => require('./framework.cjs').observeRuns],
  [/^lib\/cli\/handle-error\.js$/, () => require('./framework.cjs').observeErrors],
  [/^src\/ComponentsService\.js$/, () => require('./compose.cjs').deployWhatCanBe],
  [/^components\/framework\/index\.js$/, () => require('./outputs.cjs').readOutputs],
  [/^lib\/classes\/config-?schema-?handler\/index\.js$/i, () => require('./schema.cjs').changeSchemaHandler],
];

const TOOL_FILE =
  /^(.*[\\/]node_modules[\\/](?:serverless|osls|@(?:serverless|osls)[\\/]compose)[\\/])((?:lib|scripts|bin|src|components)[\\/].*)$/;
const ESBUILD = /[\\/]esbuild[\\/]lib[\\/]main\.js$/;
/** Where the tool loads plugins, which it does by `require` first and by `import()` if that says ERR_REQUIRE_ESM. */
const LOADS_PLUGINS = /^lib\/utils\/(require-with-import-fallback|import-module)\.js$/;

const prototype =
  /** @type {{ load(filename: string): void, require(id: string): any, filename: string, exports: any }} */ (
    /** @type {unknown} */ (Module.prototype)
  );

const { load } = prototype;
prototype.load = function (filename) {
  Reflect.apply(load, this, [filename]);
  if (ESBUILD.test(filename) && process.env.LOCAL_CLOUD_REPORT)
    this.exports = require('./builds.cjs').observeBuilds(this.exports, filename);
  const [, folder, file] = TOOL_FILE.exec(filename) ?? [];
  if (folder === undefined || file === undefined) return;
  const change = CHANGES.find(([pattern]) => pattern.test(file.replaceAll('\\', '/')));
  if (change) this.exports = change[1]()(this.exports, folder);
};

const { require: requireModule } = prototype;
prototype.require = function (id) {
  const [, , file] = TOOL_FILE.exec(this.filename ?? '') ?? [];
  if (file === undefined || !LOADS_PLUGINS.test(file.replaceAll('\\', '/')))
    return Reflect.apply(requireModule, this, [id]);
  return requirePlugin(this, id);
};

/**
 * Since Node 20.19 an ES module may be required: one with a top-level await then fails in another way than the tool
 * knows, and any other comes as a namespace, which the tool can't write its mark on. As on older Node, it is imported.
 *
 * @param {object} parent
 * @param {string} id
 */
function requirePlugin(parent, id) {
  let exported;
  try {
    exported = Reflect.apply(requireModule, parent, [id]);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    throw importInstead(id);
  }
  if (types.isModuleNamespaceObject(exported)) throw importInstead(id);
  return exported;
}

/** @param {string} id */
const importInstead = (id) => Object.assign(new Error(`${id} is an ES module`), { code: 'ERR_REQUIRE_ESM' });

/** Plugins load modules of the tool by its name, which leads nowhere from a project that has not installed it. */
const resolver = /** @type {{ _resolveFilename(request: string, ...rest: any[]): string }} */ (
  /** @type {unknown} */ (Module)
);
const { _resolveFilename: resolveFilename } = resolver;
resolver._resolveFilename = function (request, ...rest) {
  try {
    return Reflect.apply(resolveFilename, this, [request, ...rest]);
  } catch (error) {
    const folder = process.env.LOCAL_CLOUD_TOOL;
    const [, , file] = /^(serverless|osls)(\/.*)?$/.exec(request) ?? [];
    if (!folder || !/^(serverless|osls)(\/|$)/.test(request)) throw error;
    return Reflect.apply(resolveFilename, this, [`${folder}${file ?? ''}`, ...rest]);
  }
};
