'use strict';
/**
 * Preloaded (`NODE_OPTIONS=--require …`) into our own programs on Linux: they see macOS or Windows, as far as that can be had
 * there. `SIMULATED_SYSTEM` is `darwin` or `win32`; what lies in node_modules goes on seeing the system as it is.
 *
 * On both: no /proc, no setpriv, no namespaces. On Windows: no process groups, `taskkill` in their place, named pipes, and no
 * programs in `node_modules/.bin`, which are shell scripts there.
 */
const childProcess = require('node:child_process');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const system = process.env.SIMULATED_SYSTEM;
const real = process.platform;
const PIPE = '\\\\.\\pipe\\';
const AWAY = /^\/proc(\/|$)|^\/usr\/bin\/(setpriv|unshare)$/;

/** Whether the code that asks is ours: the first frame that is no built-in's and not this file's. */
function askedByUs() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName() ?? '');
  const files = /** @type {{ stack: string[] }} */ (/** @type {unknown} */ (new Error())).stack;
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  const asker = files.find((file) => file !== '' && file !== __filename && !file.startsWith('node:'));
  return asker !== undefined && !asker.includes('node_modules');
}

Object.defineProperty(process, 'platform', { get: () => (askedByUs() ? system : real), configurable: true });

/** @param {unknown} name @param {string} syscall */
function refuse(name, syscall) {
  if (typeof name !== 'string' || !AWAY.test(name) || !askedByUs()) return;
  throw Object.assign(new Error(`ENOENT: no such file or directory, ${syscall} '${name}'`), {
    code: 'ENOENT',
    syscall,
  });
}
const { existsSync, openSync, readFileSync, readdirSync } = fs;
Object.assign(fs, {
  existsSync: (/** @type {any} */ name) => !(AWAY.test(String(name)) && askedByUs()) && existsSync(name),
  openSync: (/** @type {Parameters<typeof openSync>} */ ...args) => {
    refuse(args[0], 'open');
    return openSync(...args);
  },
  readFileSync: (/** @type {Parameters<typeof readFileSync>} */ ...args) => {
    refuse(args[0], 'open');
    return readFileSync(...args);
  },
  readdirSync: (/** @type {Parameters<typeof readdirSync>} */ ...args) => {
    refuse(args[0], 'scandir');
    return readdirSync(...args);
  },
});

if (system === 'win32') simulateWindows();
syncBuiltinESMExports();

function simulateWindows() {
  const { kill } = process;
  process.kill = (pid, signal) => {
    if (pid >= 0) return kill.call(process, pid, signal);
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', errno: -3, syscall: 'kill' });
  };
  const { spawn, spawnSync } = childProcess;
  Object.assign(childProcess, {
    spawn: (/** @type {string} */ file, /** @type {any} */ args, /** @type {any} */ options) => {
      refuseToSpawn(file, Array.isArray(args) ? options : args);
      return spawn(file, args, options);
    },
    spawnSync: (/** @type {string} */ file, /** @type {any} */ args, /** @type {any} */ options) => {
      if (/taskkill\.exe$/.test(file)) {
        for (const pid of treeOf(Number(args[args.indexOf('/PID') + 1]))) end(pid);
        return { status: 0 };
      }
      refuseToSpawn(file, options);
      return spawnSync(file, args, options);
    },
  });
  /** @param {number} pid */
  function end(pid) {
    try {
      kill.call(process, pid, 'SIGKILL');
    } catch {
      // Gone in the meantime.
    }
  }
  const { listen } = net.Server.prototype;
  net.Server.prototype.listen = function (/** @type {any[]} */ ...args) {
    return Reflect.apply(listen, this, args.map(piped));
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (/** @type {any[]} */ ...args) {
    // Node's own callers hand over a list that they have put in order.
    const [options] = Array.isArray(args[0]) ? args[0] : args;
    if (options && typeof options.path === 'string') options.path = piped(options.path);
    return Reflect.apply(connect, this, args.map(piped));
  };
}

/**
 * What Windows could not start, or not without a window.
 * @param {string} file
 * @param {{ detached?: boolean } | undefined} options
 */
function refuseToSpawn(file, options) {
  if (!askedByUs()) return;
  const isShim = path.isAbsolute(file)
    ? file.includes('/.bin/')
    : /^(npm|npx|sls|serverless|tsx|local-cloud)$/.test(file);
  if (isShim)
    throw Object.assign(new Error(`spawn ${file} ENOENT`), { code: 'ENOENT', syscall: `spawn ${file}` });
  if (options?.detached) throw new Error(`${file} would get a window of its own on Windows: it is detached.`);
}

/** A process and all that descend from it. @param {number} root */
function treeOf(root) {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of parents) if (tree.has(parent)) tree.add(pid);
  }
  return tree;
}

/** @param {string} pid */
function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
}

/** A named pipe, as a socket in the temporary folder. @param {any} address */
function piped(address) {
  const isPipe = typeof address === 'string' && address.startsWith(PIPE);
  return isPipe ? path.join(os.tmpdir(), address.slice(PIPE.length)) : address;
}
