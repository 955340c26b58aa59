'use strict';
/**
 * Leads connections for AWS's own hosts to the local endpoint, and refuses every other that leaves this machine. AWS SDK
 * v2 knows nothing of AWS_ENDPOINT_URL, and tools report to their makers and look for updates of themselves.
 */
const net = require('node:net');
const tls = require('node:tls');
const { note } = require('./notes.cjs');

const AWS_HOST = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|on\.aws)\.?$/i;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::)$/i;
/** Names that mean this machine to LocalStack's tools and to browsers; not every resolver knows them. */
const LOCAL_NAME = /(^|\.)(localhost|localhost\.localstack\.cloud)$/i;
/** Whoever asks these asks for itself, not for the project: no line is worth it. */
const CHATTER =
  /(^|\.)(serverless\.com|serverlessteam\.com|sentry\.io|segment\.io|tencentcs\.com|npmjs\.org)$|^169\.254\.169\.254$/i;

const endpoint = new URL(process.env.LOCAL_CLOUD_ENDPOINT ?? 'http://127.0.0.1:4566');
const home = { host: endpoint.hostname.replace(/^\[|\]$/g, ''), port: Number(endpoint.port || 80) };

const { connect: secureConnect } = tls;
tls.connect = /** @type {typeof tls.connect} */ (
  /** @param {...any} args */
  (...args) => {
    const options = args.find((argument) => argument !== null && typeof argument === 'object') ?? {};
    const named = args.find((argument) => typeof argument === 'string');
    if (
      options.socket ||
      !AWS_HOST.test(options.host ?? options.hostname ?? named ?? options.servername ?? '')
    )
      return Reflect.apply(secureConnect, tls, args);
    const socket = net.connect(home);
    // What waits for the handshake (fetch does) need not wait for one.
    socket.once('connect', () => socket.emit('secureConnect'));
    const listener = args.findLast((argument) => typeof argument === 'function');
    if (listener) socket.once('secureConnect', listener);
    return socket;
  }
);

const { connect } = net.Socket.prototype;
/** @this {net.Socket} @param {...any} args */
net.Socket.prototype.connect = function local(...args) {
  // Node's own callers hand over one array of normalized arguments.
  const normalized = Array.isArray(args[0]);
  const [first, second] = normalized ? args[0] : args;
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const host = String(options.host ?? 'localhost');
  if (options.path !== undefined || LOOPBACK.test(host)) return Reflect.apply(connect, this, args);
  if (AWS_HOST.test(host)) return lead(this, args, normalized, home);
  if (LOCAL_NAME.test(host)) return lead(this, args, normalized, { host: home.host, port: options.port });
  if (process.env.LOCAL_CLOUD_ALLOW_NETWORK) return Reflect.apply(connect, this, args);
  if (!CHATTER.test(host))
    note(`kept from ${host}: deployments stay on this machine (--allow-network lets the tool out)`);
  const error = Object.assign(
    new Error(`connect ECONNREFUSED ${host}: local-cloud keeps it on this machine`),
    {
      ...{ code: 'ECONNREFUSED', errno: -111, syscall: 'connect', address: host, port: options.port },
    },
  );
  process.nextTick(() => this.destroy(error));
  return this;
};

/**
 * @param {net.Socket} socket
 * @param {any[]} args
 * @param {boolean} normalized
 * @param {{ host: string, port: number }} place
 */
function lead(socket, args, normalized, place) {
  const list = normalized ? args[0] : args;
  const listener = list.findLast((/** @type {unknown} */ argument) => typeof argument === 'function');
  return Reflect.apply(connect, socket, [{ ...place }, ...(listener ? [listener] : [])]);
}
