import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isStreaming } from './awslambda.mjs';
import { HAS_CALLBACKS } from './context.mjs';
import { RuntimeError } from './errors.mjs';

const require = createRequire(import.meta.url);

/**
 * Finds the handler as Lambda does: `folder/file.export.nested` below the task root, or at an absolute path, by which
 * layers bring handlers of their own: `/opt/nodejs/file.export`.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * @param {string} taskRoot
 * @param {string} name
 * @param {(name: string) => string} toHost where something lies, if not at the path that the function knows
 * @returns {Promise<import('./invocation.mjs').Handler>}
 * @throws {RuntimeError} MalformedHandlerName, HandlerNotFound, ImportModuleError, UserCodeSyntaxError
 */
export async function loadHandler(taskRoot, name, toHost) {
  if (name.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const lastPart = path.basename(name);
  const root = toHost(taskRoot);
  const folder = toHost(name.slice(0, name.indexOf(lastPart)));
  const dot = lastPart.indexOf('.');
  if (dot === -1) throw new RuntimeError('MalformedHandlerName', 'Bad handler');

  /** @type {unknown} */
  let value = await loadModule(root, folder, lastPart.slice(0, dot));
  for (const key of lastPart.slice(dot + 1).split('.')) {
    value = value && /** @type {Record<string, unknown>} */ (value)[key];
  }
  if (!value) throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof value !== 'function') throw new RuntimeError('HandlerNotFound', `${name} is not a function`);
  // Three declared parameters are what Lambda, too, takes for a callback; a handler that streams has its stream among them.
  if (!HAS_CALLBACKS && value.length === 3 && !isStreaming(/** @type {any} */ (value))) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return /** @type {import('./invocation.mjs').Handler} */ (value);
}

/**
 * @param {string} taskRoot
 * @param {string} folder
 * @param {string} module
 */
async function loadModule(taskRoot, folder, module) {
  try {
    return await tryFiles(taskRoot, folder, module);
  } catch (error) {
    if (error instanceof SyntaxError) throw await atItsPlace(error, path.resolve(taskRoot, folder, module));
    if (/** @type {NodeJS.ErrnoException} */ (error)?.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', error);
    }
    throw error;
  }
}

/**
 * The error as Lambda reports it, which tells of no file, with the place as its first frame.
 * @param {SyntaxError} error
 * @param {string} base
 */
async function atItsPlace(error, base) {
  const { syntaxPlace } = await import('./syntax-place.mjs');
  const file = [base, `${base}.js`, `${base}.mjs`, `${base}.cjs`].find((name) => existsSync(name));
  const reported = new RuntimeError('UserCodeSyntaxError', error);
  const place = syntaxPlace(error, file);
  if (place !== undefined) reported.stack = `${reported.name}: ${reported.message}\n    at ${place}`;
  return reported;
}

/**
 * Lambda's order: the bare name, .js (by the package's type), .mjs, .cjs, then Node's own resolution.
 * @param {string} taskRoot
 * @param {string} folder
 * @param {string} module
 */
async function tryFiles(taskRoot, folder, module) {
  const base = path.resolve(taskRoot, folder, module);
  if (existsSync(base)) return require(base);
  if (existsSync(`${base}.js`)) {
    return isModulePackage(path.dirname(base)) ? importFile(`${base}.js`) : require(`${base}.js`);
  }
  if (existsSync(`${base}.mjs`)) return importFile(`${base}.mjs`);
  if (existsSync(`${base}.cjs`)) return require(`${base}.cjs`);
  return require(require.resolve(module, { paths: [taskRoot, folder] }));
}

/** @param {string} file */
function importFile(file) {
  return import(pathToFileURL(file).href);
}

/**
 * Whether the nearest package.json says `"type": "module"`; a node_modules folder ends the search.
 * @param {string} folder
 * @returns {boolean}
 */
function isModulePackage(folder) {
  if (path.basename(folder) === 'node_modules') return false;
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest)) {
    try {
      return JSON.parse(readFileSync(manifest, 'utf8'))?.type === 'module';
    } catch (error) {
      console.warn(`${manifest} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  const parent = path.dirname(folder);
  return parent !== folder && isModulePackage(parent);
}
