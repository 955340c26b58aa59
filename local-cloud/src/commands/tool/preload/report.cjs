const net = require('node:net');

/** @typedef {import('../tool-message.ts').ToolMessage} ToolMessage */
/** @typedef {ToolMessage extends infer M ? M extends ToolMessage ? Omit<M, 'cwd' | 'config'> : never : never} Told */

/** @type {net.Socket | undefined} */
let socket;

/**
 * Tells local-cloud, one JSON text a line; where it is gone, nobody. Never keeps the process alive.
 *
 * @param {Told} message
 */
function report(message) {
  const address = process.env.LOCAL_CLOUD_REPORT;
  if (!address) return;
  if (socket === undefined) {
    socket = net.connect(address);
    socket.on('error', () => {});
    socket.unref();
  }
  socket.write(`${JSON.stringify({ cwd: process.cwd(), config: configuration(), ...message })}\n`);
}

/** The value of `--config` on the command line. @returns {string | undefined} */
function configuration() {
  const { argv } = process;
  const index = argv.findIndex((argument) => /^(-c|--config)(=|$)/.test(argument));
  if (index === -1) return undefined;
  return /=(.*)$/.exec(argv[index] ?? '')?.[1] ?? argv[index + 1];
}

module.exports = { configuration, report };
