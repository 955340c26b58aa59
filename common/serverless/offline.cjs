const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const FIRST_PORT = Number(process.env.OFFLINE_FIRST_PORT ?? 3000);
const PORTS_PER_MODULE = 10;

/**
 * Options of serverless-offline. A module gets ports of its own by its place among the workspaces of the
 * project, so that all of them run at once and a new one does not move the others. `OFFLINE_FIRST_PORT` moves them all.
 *
 * @param {{ resolveConfigurationProperty: (path: string[]) => Promise<string> }} variables what osls hands over
 */
module.exports = async ({ resolveConfigurationProperty }) => {
  const service = await resolveConfigurationProperty(['service']);
  const { workspaces } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  const place = workspaces.indexOf(service);
  if (place < 0) throw new Error(`"${service}" is not among the workspaces in package.json`);
  const httpPort = FIRST_PORT + place * PORTS_PER_MODULE;
  return {
    host: '127.0.0.1',
    httpPort,
    lambdaPort: httpPort + 1,
    websocketPort: httpPort + 2,
    noPrependStageInUrl: true,
    noTimeout: false,
  };
};
