'use strict';
/**
 * Preloaded (`NODE_OPTIONS=--require …`) into our own programs on Linux: they see macOS or Windows, as far as that can be had
 * there. `SIMULATED_SYSTEM` is `darwin` or `win32`; what lies in node_modules goes on seeing the system as it is.
 *
 * On both: no /proc, no setpriv, no namespaces. What Windows has otherwise stands in simulated-windows.cjs.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const system = process.env.SIMULATED_SYSTEM;
const real = process.platform;
/** The simulation's own files, and what stands between a program and what it starts. */
const OWN = /\/tests\/support\/(simulated-\w+|windows-console)\.cjs$/;
const AWAY = /^\/proc(\/|$)|^\/usr\/bin\/(setpriv|unshare)$/;

/** @returns the first file that asks: no built-in's, and none of the simulation's */
function asker() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName() ?? '');
  const files = /** @type {{ stack: string[] }} */ (/** @type {unknown} */ (new Error())).stack;
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  return files.find((file) => file !== '' && !OWN.test(file) && !file.startsWith('node:'));
}

/** Whether the code that asks is ours. */
function askedByUs() {
  const file = asker();
  return file !== undefined && !file.includes('node_modules');
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

/** Node's own, for the simulation itself. */
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

if (system === 'win32')
  require('./simulated-windows.cjs').simulateWindows({ asker, askedByUs, readFileSync });
syncBuiltinESMExports();
