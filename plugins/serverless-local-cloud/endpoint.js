const DEFAULT_ENDPOINT = 'http://localhost:4566';

/**
 * Where a local stage's AWS calls go: `AWS_ENDPOINT_URL`, else `custom.localstack.host` and `edgePort`, else the endpoint
 * that runs for the project, else port 4566.
 *
 * @param {{ host?: string, edgePort?: number | string }} config `custom.localstack`
 * @param {Record<string, string | undefined>} environment
 * @param {string} [running] what runs for the project
 * @returns {string} an http(s) URL without a trailing slash
 * @throws {Error} where that would be AWS itself, or no URL at all
 */
function localEndpoint(config, environment, running) {
  const chosen =
    environment.AWS_ENDPOINT_URL || configured(config, environment.EDGE_PORT) || running || DEFAULT_ENDPOINT;
  const url = parse(chosen);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`AWS_ENDPOINT_URL is "${chosen}", which is not an http(s) URL. Try ${DEFAULT_ENDPOINT}.`);
  }
  if (/(^|\.)(amazonaws\.com(\.cn)?|api\.aws|on\.aws)\.?$/.test(url.hostname)) {
    throw new Error(
      `This stage is local, but its endpoint is AWS (${chosen}). Unset AWS_ENDPOINT_URL, or deploy to another stage.`,
    );
  }
  return url.href.replace(/\/$/, '');
}

/** @param {string} text */
function parse(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * @param {{ host?: string, edgePort?: number | string }} config
 * @param {string | undefined} environmentPort
 */
function configured({ host, edgePort }, environmentPort) {
  const port = environmentPort || edgePort;
  if (!host && !port) return undefined;
  const base = (host || 'http://localhost').replace(/\/$/, '');
  const withScheme = base.includes('://') ? base : `http://${base}`;
  return /:\d+$/.test(withScheme) ? withScheme : `${withScheme}:${port || 4566}`;
}

module.exports = { localEndpoint };
