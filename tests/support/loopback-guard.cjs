'use strict';

/**
 * Preloaded into a process (`NODE_OPTIONS=--require …`), refuses every connection and name look-up that leaves this
 * machine, and writes what was tried to the file that LOOPBACK_GUARD_LOG names: a client that retries, or swallows the
 * error, is found out all the same. With LOOPBACK_GUARD_PASSES_NPM npm may fetch packages, as is its job.
 */
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

const isNpm = /npm-cli\.js$/.test(process.argv[1] ?? '');
const passes = isNpm && process.env.LOOPBACK_GUARD_PASSES_NPM !== undefined;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/i;

/** @param {string} how @param {string} host */
function refuse(how, host) {
  if (process.env.LOOPBACK_GUARD_LOG) fs.appendFileSync(process.env.LOOPBACK_GUARD_LOG, `${how} ${host}\n`);
  return Object.assign(new Error(`${how} ${host} would leave this machine`), { code: 'ENOTLOOPBACK' });
}

const connect = net.Socket.prototype.connect;
/** @this {net.Socket} @param {...any} args */
net.Socket.prototype.connect = function guarded(...args) {
  // Node's own callers hand over one array of normalized arguments.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' ? first : { port: first, host: second };
  const host = options.host ?? 'localhost';
  if (options.path === undefined && !LOOPBACK.test(host) && !passes) {
    process.nextTick(() => this.destroy(refuse('connect', host)));
    return this;
  }
  return Reflect.apply(connect, this, args);
};

const lookup = dns.lookup;
// The overloads of lookup differ in their callbacks; whichever was meant is the last argument.
dns.lookup = /** @type {typeof dns.lookup} */ (
  /** @param {string} hostname @param {...any} rest */
  (hostname, ...rest) => {
    if (passes || LOOPBACK.test(hostname)) return Reflect.apply(lookup, dns, [hostname, ...rest]);
    process.nextTick(rest.at(-1), refuse('look up', hostname));
  }
);
