import childProcess from 'node:child_process';
import fs from 'node:fs';
import module, { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * @typedef {object} Mapping folders of this machine
 * @property {string} task /var/task
 * @property {string} opt /opt
 * @property {string} tmp /tmp
 * @property {boolean} hooks whether `import` has to look where it would not by itself
 * @property {string[]} keep folders that are not mapped, though they may lie in this machine's own /tmp
 * @property {Record<string, string>} variables what the function sees of variables that have other values here
 */

/** Functions of `fs` by the places of their paths: those that are read, and those that are written to. */
const READ = [
  ...[
    'access',
    'createReadStream',
    'exists',
    'lstat',
    'open',
    'openAsBlob',
    'opendir',
    'readFile',
    'readdir',
  ],
  ...['readlink', 'realpath', 'stat', 'statfs', 'unwatchFile', 'watch', 'watchFile'],
];
const WRITTEN = [
  ...[
    'appendFile',
    'chmod',
    'chown',
    'createWriteStream',
    'lchown',
    'lutimes',
    'mkdir',
    'mkdtemp',
    'rm',
    'rmdir',
  ],
  ...['truncate', 'unlink', 'utimes', 'writeFile'],
];
/** Two paths: whether each is written to. @type {Record<string, [boolean, boolean]>} */
const PAIRS = {
  copyFile: [false, true],
  cp: [false, true],
  link: [false, true],
  rename: [true, true],
  symlink: [false, true],
};

/**
 * Leads JavaScript that names Lambda's paths to where things are, for machines where the system can't show them there:
 * modules, `fs` and child processes. What is written outside of /tmp is refused, as on Lambda's read-only file system.
 * @param {Mapping} mapping
 * @returns {Promise<(name: string) => string>} where something lies on this machine
 */
export async function mapPaths(mapping) {
  /** @type {[string, string][]} */
  const pairs = [
    ['/var/task', mapping.task],
    ['/opt', mapping.opt],
    ['/tmp', mapping.tmp],
  ];

  /** @param {unknown} name @returns {any} */
  function toHost(name) {
    if (name instanceof URL) return name.protocol === 'file:' ? toHost(fileURLToPath(name)) : name;
    if (typeof name !== 'string' || mapping.keep.some((folder) => isWithin(name, folder))) return name;
    const [seen, host] = pairs.find(([root]) => isWithin(name, root)) ?? [];
    return seen && host ? path.join(host, name.slice(seen.length)) : name;
  }

  /** @param {unknown} name @param {string} operation @returns {any} */
  function toWritable(name, operation) {
    const host = toHost(name);
    if (typeof host !== 'string') return host;
    const absolute = toHost(path.resolve(host));
    if (isWithin(absolute, mapping.tmp) || /^\/(dev|proc)\//.test(absolute)) return host;
    const error = new Error(`EROFS: read-only file system, ${operation} '${name}'`);
    throw Object.assign(error, { errno: -30, code: 'EROFS', syscall: operation, path: String(name) });
  }

  mapFileSystem(toHost, toWritable);
  await mapModules(toHost, mapping.hooks);
  mapChildren(toHost, mapping);
  Object.assign(process.env, mapping.variables);
  const { cwd, chdir } = process;
  process.cwd = () => {
    const folder = cwd();
    const [seen, host] = pairs.find(([, root]) => isWithin(folder, root)) ?? [];
    return seen && host ? seen + folder.slice(host.length) : folder;
  };
  process.chdir = (folder) => chdir(toHost(folder));
  syncBuiltinESMExports();
  return toHost;
}

/**
 * @param {string} name
 * @param {string} folder
 */
const isWithin = (name, folder) =>
  name === folder || name.startsWith(`${folder}/`) || name.startsWith(folder + path.sep);

/**
 * @param {(name: unknown) => any} toHost
 * @param {(name: unknown, operation: string) => any} toWritable
 */
function mapFileSystem(toHost, toWritable) {
  /** @param {any} owner @param {string} name @param {(args: any[]) => void} change */
  const wrap = (owner, name, change) => {
    const original = owner[name];
    if (typeof original !== 'function') return;
    const isPromise = owner === fs.promises;
    owner[name] = function mapped(/** @type {any[]} */ ...args) {
      try {
        change(args);
      } catch (error) {
        const callback = args.at(-1);
        if (isPromise) return Promise.reject(error);
        if (name.endsWith('Sync') || typeof callback !== 'function') throw error;
        return void process.nextTick(callback, error);
      }
      return original.apply(this, args);
    };
    Object.assign(owner[name], original);
  };
  for (const owner of [fs, fs.promises]) {
    for (const suffix of owner === fs ? ['', 'Sync'] : ['']) {
      for (const name of READ) {
        wrap(owner, name + suffix, (args) => {
          const writes = name === 'open' && isWriting(args[1]);
          args[0] = writes ? toWritable(args[0], 'open') : toHost(args[0]);
        });
      }
      for (const name of WRITTEN) {
        const operation = /^(appendFile|writeFile|createWriteStream)$/.test(name) ? 'open' : name;
        wrap(owner, name + suffix, (args) => {
          args[0] = toWritable(args[0], operation);
        });
      }
      for (const [name, writes] of Object.entries(PAIRS)) {
        wrap(owner, name + suffix, (args) => {
          for (const index of [0, 1]) {
            args[index] = writes[index] ? toWritable(args[index], name.toLowerCase()) : toHost(args[index]);
          }
        });
      }
    }
  }
}

/** @param {unknown} flags of `open` */
const isWriting = (flags) =>
  typeof flags === 'number'
    ? (flags & 3) !== 0 || (flags & fs.constants.O_CREAT) !== 0
    : /[wa+]/.test(String(flags ?? 'r'));

/**
 * @param {(name: unknown) => any} toHost
 * @param {boolean} hooks
 */
async function mapModules(toHost, hooks) {
  const loader = /** @type {any} */ (module.Module);
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function mapped(/** @type {string} */ request, /** @type {any[]} */ ...rest) {
    return resolveFilename.call(this, toHost(request), ...rest);
  };
  const folders = (process.env.NODE_PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const roots = {
    '/opt': pathToFileURL(toHost('/opt')).href,
    '/var/task': pathToFileURL(toHost('/var/task')).href,
  };
  // Node.js 20 has hooks on a thread of their own only, whose start takes longer than the rest of init.
  if ('registerHooks' in module) {
    const { hookFor } = await import('./resolve-hook.mjs');
    /** @type {any} */ (module).registerHooks({ resolve: hookFor(roots, folders) });
  } else if (hooks) {
    module.register('./resolve-hook.mjs', import.meta.url, { data: { roots, folders } });
  }
}

/**
 * @param {(name: unknown) => any} toHost
 * @param {Mapping} mapping
 */
function mapChildren(toHost, { tmp, variables }) {
  const here = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  const owner = /** @type {any} */ (childProcess);
  for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
    const original = owner[name];
    owner[name] = function mapped(/** @type {any[]} */ ...args) {
      if (!name.startsWith('exec') || name.startsWith('execFile')) args[0] = toHost(args[0]);
      const at = args.findIndex((arg, index) => index > 0 && isOptions(arg));
      const options = at === -1 ? {} : args[at];
      const env = { TMPDIR: tmp, ...(options.env ?? process.env) };
      for (const [key, value] of Object.entries(here)) if (env[key] === variables[key]) env[key] = value;
      const changed = { ...options, env, ...(options.cwd && { cwd: toHost(options.cwd) }) };
      if (at !== -1) args[at] = changed;
      else args.splice(1 + (Array.isArray(args[1]) ? 1 : 0), 0, changed);
      return original.apply(this, args);
    };
    Object.assign(owner[name], original);
  }
}

/** @param {unknown} value */
const isOptions = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
