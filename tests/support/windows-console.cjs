'use strict';
/**
 * Preloaded into programs that tests start on Windows, where nothing but a console can send Ctrl-C: they take it from a pipe of
 * the test's, as Node.js takes it from the console. Whoever has no listener for it ends by it.
 *
 * A program that is started without a window, and with no stream of its parent's, has a console of its own: what is typed
 * into the first one does not reach it.
 */
const childProcess = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');
const { connect } = require('node:net');
const { isMainThread } = require('node:worker_threads');

/** STATUS_CONTROL_C_EXIT */
const ENDED_BY_CTRL_C = 0xc000013a;
const PIPE = 'TESTS_CONSOLE';

const address = process.env[PIPE];
// A process takes what is typed, none of its threads.
if (address && isMainThread) {
  const socket = connect({ path: address });
  socket.on('connect', () => socket.write(`${process.pid}\n`));
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (text) => {
    const signal = /** @type {NodeJS.Signals} */ (String(text).trim());
    if (!process.emit(signal, signal)) process.exit(ENDED_BY_CTRL_C);
  });
  socket.unref();
}

const { spawn } = childProcess;
Object.assign(childProcess, {
  /** @param {string} file @param {any} args @param {any} options */
  spawn(file, args, options) {
    const [list, given] = Array.isArray(args) ? [args, options] : [[], args];
    if (!given?.windowsHide || inherits(given.stdio)) return spawn(file, list, given);
    const { [PIPE]: _, ...env } = given.env ?? process.env;
    return spawn(file, list, { ...given, env });
  },
});
syncBuiltinESMExports();

/** @param {unknown} stdio */
function inherits(stdio) {
  const streams = Array.isArray(stdio) ? stdio : [stdio];
  return streams.some((stream) => stream === 'inherit' || typeof stream === 'number');
}
