const net = require('node:net');

/** What it means that nobody is there, as opposed to one who does not like the question. */
const NOBODY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Rejects where nothing listens at an endpoint: the SDK would try for seconds, and then say `connect ECONNREFUSED`, or
 * nothing at all where `localhost` is two addresses. Connecting takes less than a millisecond where something does.
 *
 * @param {string} endpoint
 * @returns {Promise<void>}
 * @throws {Error} that tells how to start local-cloud
 */
function reachable(endpoint) {
  const { protocol, hostname, port } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (NOBODY.has(error.code ?? '')) reject(new Error(advice(endpoint, port), { cause: error }));
      else resolve();
    });
  });
}

/**
 * @param {string} endpoint
 * @param {string} port
 */
function advice(endpoint, port) {
  const option = port === '4566' ? '' : ` --port ${port || 80}`;
  return `Nothing answers on ${endpoint}, where this stage is deployed to. Start it in another terminal: npx local-cloud start${option}`;
}

module.exports = { reachable };
