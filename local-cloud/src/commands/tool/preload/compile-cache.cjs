'use strict';
/**
 * Keeps what V8 made of a tool's modules, which is a third of a short command's time, for its next runs. Node.js 22.1 and newer do so by
 * themselves (NODE_COMPILE_CACHE); for those before, all modules of a tool go into one file, read at once.
 *
 * @see https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
const { createHash, hash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

/** So many modules that are not in the file make it worth writing anew. */
const WORTH = 50;
/** Bytes; a file that would be larger begins anew. */
const MOST = 96 * 1024 * 1024;
/** A process that writes for longer than this, in ms, has ended without a word. */
const PATIENCE = 60_000;

/**
 * @typedef {import('node:vm').Script} Script
 * @typedef {(this: any, content: string, filename: string, format?: string) => unknown} Compile
 */

/** Where Node.js has its own cache, or anybody wants none, nothing is done. */
const folder = process.env.LOCAL_CLOUD_COMPILE_CACHE;
if (folder && !process.env.NODE_DISABLE_COMPILE_CACHE && !('enableCompileCache' in Module)) keepIn(folder);

/** @param {string} folder */
function keepIn(folder) {
  const of = [
    process.version,
    process.arch,
    v8.cachedDataVersionTag(),
    process.env.LOCAL_CLOUD_TOOL,
    process.argv[1],
  ];
  const name = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32);
  const file = path.join(folder, `${name}.modules`);
  const known = read(file);
  /** @type {Map<string, Script>} */
  const scripts = new Map();
  let fresh = 0;
  const prototype = /** @type {{ _compile: Compile }} */ (/** @type {unknown} */ (Module.prototype));
  const { _compile: compile } = prototype;
  prototype._compile = function (content, filename, format) {
    const asEver = () => compile.call(this, content, filename, format);
    // Sources of the project change, what is no CommonJS is another's to load, and `import()` fails in what comes from a cache.
    const isOurs = /[\\/]node_modules[\\/]/.test(filename) && !/\bimport\s*\(/.test(content);
    if (!isOurs || (format && format !== 'commonjs')) return asEver();
    // V8 itself looks at the length alone.
    const key = `${hash('sha1', content, 'base64')} ${filename}`;
    const cachedData = known.get(key);
    let script;
    try {
      script = new vm.Script(Module.wrap(content.replace(/^#!.*/, '')), {
        filename,
        cachedData,
      });
    } catch {
      // An ES module that nothing says is one, or a mistake, which Node.js tells better.
      return asEver();
    }
    if (cachedData === undefined || script.cachedDataRejected) fresh += 1;
    scripts.set(key, script);
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, path.dirname(filename));
  };
  process.once('exit', () => {
    if (fresh >= WORTH) write(file, known, scripts);
  });
}

/** What a module knows as `require`. @param {any} module */
function requireOf(module) {
  const {
    _resolveFilename: resolve,
    _resolveLookupPaths: paths,
    _extensions: extensions,
    _cache: cache,
  } = /** @type {any} */ (Module);
  const require = (/** @type {string} */ id) => module.require(id);
  require.resolve = (/** @type {string} */ request, /** @type {object} */ options) =>
    resolve(request, module, false, options);
  require.resolve.paths = (/** @type {string} */ request) => paths(request, module);
  return Object.assign(require, { main: process.mainModule, extensions, cache });
}

/** @param {string} file @returns {Map<string, Buffer>} */
function read(file) {
  try {
    const bytes = fs.readFileSync(file);
    const end = 4 + bytes.readUInt32LE(0);
    /** @type {[key: string, at: number, length: number][]} */
    const entries = JSON.parse(bytes.toString('utf8', 4, end));
    const whole = entries.reduce((sum, [, , length]) => sum + length, end);
    if (bytes.length !== whole) return new Map();
    return new Map(entries.map(([key, at, length]) => [key, bytes.subarray(end + at, end + at + length)]));
  } catch {
    // The first run, or a file that somebody has cut: it is made anew.
    return new Map();
  }
}

/**
 * One process of those that run side by side writes.
 *
 * @param {string} file
 * @param {Map<string, Buffer>} known
 * @param {Map<string, Script>} scripts
 */
function write(file, known, scripts) {
  const unfinished = `${file}.part`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const since = fs.statSync(unfinished, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > PATIENCE) fs.rmSync(unfinished, { force: true });
    const fd = fs.openSync(unfinished, 'wx');
    /** @type {[string, Buffer][]} */
    const made = [...scripts].map(([key, script]) => [key, script.createCachedData()]);
    const others = [...known].filter(([key]) => !scripts.has(key));
    const size = [...others, ...made].reduce((sum, [, data]) => sum + data.length, 0);
    const all = size > MOST ? made : [...others, ...made];
    let at = 0;
    const entries = all.map(([key, { length }]) => {
      at += length;
      return [key, at - length, length];
    });
    const head = Buffer.from(JSON.stringify(entries));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    fs.writeFileSync(fd, Buffer.concat([length, head, ...all.map(([, data]) => data)]));
    fs.closeSync(fd);
    fs.renameSync(unfinished, file);
  } catch {
    // Another writes it, or nobody can: the next run takes as long as this one.
  }
}
